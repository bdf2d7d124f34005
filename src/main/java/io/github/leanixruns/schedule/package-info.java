/** Runs at the times of schedules. */
package io.github.leanixruns.schedule;
