package io.github.leanixruns.leanix;

import static io.github.leanixruns.leanix.HttpAnswers.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.SettableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private final SettableClock clock = new SettableClock();

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "1, PT1S",
    "' 120 ', PT2M",
    "3600, PT1H",
    "3601, PT1H",
    "90000, PT1H",
    "999999999, PT1H",
    "'Fri, 02 Jan 2026 03:04:05 GMT', PT0S",
    "'Fri, 02 Jan 2026 03:05:05 GMT', PT1M",
    "'Fri, 2 Jan 2026 03:05:05 GMT', PT1M",
    "'Thu, 01 Jan 2026 03:04:05 GMT', PT0S",
    "'Fri, 02 Jan 2099 03:04:05 GMT', PT1H",
  })
  void secondsAndDatesAreReadAsATimeFromNowOfAnHourAtMost(String value, Duration expected) {
    assertThat(RetryAfter.of(answer(429, Map.of("Retry-After", value), ""), clock))
        .contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "-90000",
        "1767323045",
        "1767323045000",
        "9999999999",
        "+1",
        "1.5",
        "1e3",
        "PT1M",
        "soon",
        "2026-01-02T03:05:05Z",
        "١٢"
      })
  void anythingElseSaysNothing(String value) {
    assertThat(RetryAfter.of(answer(429, Map.of("Retry-After", value), ""), clock)).isEmpty();
  }

  @Test
  void aPauseOfMoreThanAnHourIsSaidOnce() {
    try (LogLines log = new LogLines("leanix-api")) {
      for (int attempt = 0; attempt < 3; attempt++) {
        RetryAfter.of(answer(429, Map.of("Retry-After", "7201"), ""), clock);
      }

      assertThat(log.lines())
          .containsExactly(
              "WARN LeanIX asks for a pause of more than an hour (Retry-After: 7201)."
                  + " It is asked again in an hour.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Retry-After", "retry-after", "RETRY-AFTER"})
  void theHeadersNameIsReadInAnyCase(String name) {
    assertThat(
            RetryAfter.of(
                answer(503, Map.of("Content-Type", "text/html", name, "5"), "busy"), clock))
        .contains(Duration.ofSeconds(5));
  }

  @Test
  void anAnswerWithoutTheHeaderAndNoAnswerAtAllSayNothing() {
    assertThat(RetryAfter.of(answer(503, Map.of(), ""), clock)).isEmpty();
    assertThat(RetryAfter.of(new IOException("cut off"), clock)).isEmpty();
  }
}
