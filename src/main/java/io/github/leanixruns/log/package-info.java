/** Keeping secrets out of the log. */
package io.github.leanixruns.log;
