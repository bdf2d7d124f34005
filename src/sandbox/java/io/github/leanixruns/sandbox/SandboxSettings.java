package io.github.leanixruns.sandbox;

import java.time.Clock;
import java.time.Duration;

/**
 * Holds what a sandbox can be told before it starts.
 *
 * @param port 0 takes a free one
 * @param runTime from a run's start to its end
 * @param tokenTime how long an access token is good
 * @param storageTime how long a signed storage URL is good
 * @param createAnswersArray whether a created run is answered as an array of one, as LeanIX's
 *     specification says, rather than as one object, as LeanIX does
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
