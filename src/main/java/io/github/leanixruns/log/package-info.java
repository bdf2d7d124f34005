/** Keeping secrets out of the log, and the log short. */
package io.github.leanixruns.log;
