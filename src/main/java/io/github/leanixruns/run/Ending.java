package io.github.leanixruns.run;

/**
 * How a run ends if it is not delivered.
 *
 * @param stage FAILED or STOPPED
 * @param status the last status that LeanIX reported, or null
 * @param reason what happened, for the receipt
 * @param advice what to do about it
 */
public record Ending(String stage, String status, String reason, String advice) {}
