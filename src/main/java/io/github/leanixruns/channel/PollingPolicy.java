package io.github.leanixruns.channel;

import java.time.Duration;

/**
 * How often LeanIX is asked about a run, and for how long.
 *
 * @param initialDelay the shortest delay between two requests
 * @param maxDelay the longest delay, before jitter
 * @param timeout how long a run may take, or LeanIX may be unavailable for it
 */
public record PollingPolicy(Duration initialDelay, Duration maxDelay, Duration timeout) {}
