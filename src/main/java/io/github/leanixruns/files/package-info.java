/** Permissions, names and digests of files. */
package io.github.leanixruns.files;
