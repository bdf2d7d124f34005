/** Runs by the clock. */
package io.github.leanixruns.schedule;
