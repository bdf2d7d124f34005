package io.github.leanixruns.channel;

import java.time.Duration;

/**
 * How long a run waits for LeanIX.
 *
 * @param first the shortest delay between two questions
 * @param most the longest, before jitter
 * @param timeout how long a run may take, or LeanIX be out of reach for it
 */
public record PollingPolicy(Duration first, Duration most, Duration timeout) {}
