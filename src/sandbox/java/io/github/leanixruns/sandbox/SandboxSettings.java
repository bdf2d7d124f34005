package io.github.leanixruns.sandbox;

import java.time.Clock;
import java.time.Duration;

/**
 * Holds the settings of a sandbox.
 *
 * @param port 0 for any free port
 * @param runTime the time from the start of a run to its end
 * @param tokenTime how long an access token is valid
 * @param storageTime how long a signed storage URL is valid
 * @param createAnswersArray whether the answer for a created run is an array with one object, as in
 *     LeanIX's specification; LeanIX itself returns the object
 */
public record SandboxSettings(
    int port,
    String apiToken,
    Duration runTime,
    Duration tokenTime,
    Duration storageTime,
    boolean createAnswersArray,
    Clock clock) {

  public static SandboxSettings defaults() {
    return new SandboxSettings(
        0,
        "sandbox-token",
        Duration.ofSeconds(2),
        Duration.ofSeconds(3599),
        Duration.ofHours(1),
        false,
        Clock.systemUTC());
  }

  public SandboxSettings withPort(int value) {
    return new SandboxSettings(
        value, apiToken, runTime, tokenTime, storageTime, createAnswersArray, clock);
  }

  public SandboxSettings withApiToken(String value) {
    return new SandboxSettings(
        port, value, runTime, tokenTime, storageTime, createAnswersArray, clock);
  }

  public SandboxSettings withRunTime(Duration value) {
    return new SandboxSettings(
        port, apiToken, value, tokenTime, storageTime, createAnswersArray, clock);
  }

  public SandboxSettings withTokenTime(Duration value) {
    return new SandboxSettings(
        port, apiToken, runTime, value, storageTime, createAnswersArray, clock);
  }

  public SandboxSettings withStorageTime(Duration value) {
    return new SandboxSettings(
        port, apiToken, runTime, tokenTime, value, createAnswersArray, clock);
  }

  public SandboxSettings withCreateAnswersArray(boolean value) {
    return new SandboxSettings(port, apiToken, runTime, tokenTime, storageTime, value, clock);
  }

  public SandboxSettings withClock(Clock value) {
    return new SandboxSettings(
        port, apiToken, runTime, tokenTime, storageTime, createAnswersArray, value);
  }
}
