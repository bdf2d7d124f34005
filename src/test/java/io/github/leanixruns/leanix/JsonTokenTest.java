package io.github.leanixruns.leanix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTokenTest {
  private final JsonToken token = new JsonToken();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "-0", "7", "-12", "10.50", "0.1", "1e5", "1E+5", "2.5e-10", "-0.0E0", "true", "false",
        "null"
      })
  void numbersAndLiteralsAreAccepted(String text) throws Exception {
    accept(text);
    // and once more: the state is reset
    accept(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01", "-", "-01", "1.", ".5", "1.e5", "1e", "1e+", "1e5.0", "--1", "+1", "1-2", "0x1",
        "tru", "truee", "nul", "nulls", "fals", "t", "nope", "E5", "-true"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> accept(text)).isInstanceOf(InvalidAnswerException.class);
  }

  private void accept(String text) throws InvalidAnswerException {
    for (byte character : text.getBytes(StandardCharsets.US_ASCII)) {
      token.accept(character);
    }
    assertThat(token.isOpen()).isTrue();
    token.end();
    assertThat(token.isOpen()).isFalse();
  }
}
