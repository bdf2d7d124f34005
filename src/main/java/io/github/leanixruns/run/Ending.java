package io.github.leanixruns.run;

/**
 * How a run ends when it does not end well.
 *
 * @param stage FAILED or STOPPED
 * @param status what LeanIX said last, or null where it was never asked
 * @param reason why, in words for the person who looks for the file
 * @param advice what to do about it
 */
public record Ending(String stage, String status, String reason, String advice) {}
