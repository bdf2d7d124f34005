package io.github.leanixruns.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          HTTP 400, "the file is too large. Do not drop the file again" | HTTP 400, "the file is too large. Do not drop the file again"
          HTTP 400, "The file "a" has no leanix.base-url, see "the file b"" | HTTP 400, "The file "a" has no leanix.base-url, see "the file b""
          LeanIX refuses its results: HTTP 403, "Do not drop the file again". Do not drop the file again | LeanIX refuses its results: HTTP 403, "Do not drop the file again". Do not run the LDIF again
          The name of the host cannot be resolved (acme). Check leanix.base-url, the proxy | The name of the host cannot be resolved (acme). Check baseUrl, the proxy
          LeanIX's answer is not JSON: the file ended | LeanIX's answer is not JSON: the file ended
          """)
  void onlyTheWordsOfTheHubAreReplacedInAFailure(String description, String expected) {
    assertThat(CallerWords.ofFailure(description)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          The file is empty. | The body is empty.
          the file ends in the middle of a string; perhaps it was still being written. | the body ends in the middle of a string; perhaps it was still being written.
          The file looks like an LDIF: it contains the key "the file x". | The body looks like an LDIF: it contains the key "the file x".
          The value is "The file "the file x"", but the file continues. | The value is "The file "the file x"", but the body continues.
          """)
  void onlyTheWordsOfTheCheckAreReplacedInARejection(String reason, String expected) {
    assertThat(CallerWords.ofRejection(reason)).isEqualTo(expected);
  }
}
