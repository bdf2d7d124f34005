/** Reading and validation of settings. */
package io.github.leanixruns.settings;
