/** Transfers through LeanIX's storage: uploads of large LDIFs and downloads of results. */
package io.github.leanixruns.storage;
