package io.github.leanixruns.schedule;

import io.github.leanixruns.inbox.DeliveryKey;

/**
 * One time that a schedule is due, of which a run comes, or none when the run before is still open.
 *
 * @param at the time to record for it, in milliseconds since 1970 in UTC
 * @param key the same for every attempt at this turn, on any node, and for no other turn
 */
public record Turn(long at, DeliveryKey key) {}
