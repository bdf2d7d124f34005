/** Reading and refusing settings. */
package io.github.leanixruns.settings;
