package io.github.leanixruns.ledger;

import java.time.Instant;

/**
 * The open runs that fail for one cause, as {@code select-failing-causes.sql} returns them.
 *
 * @param failingCause the label of the failure kind
 * @param runs their number
 * @param failingSince since when the run has failed that has failed longest
 * @param fileName the file name of that run
 * @param failure the description of its failure
 */
public record FailingRuns(
    String failingCause, long runs, Instant failingSince, String fileName, String failure) {}
