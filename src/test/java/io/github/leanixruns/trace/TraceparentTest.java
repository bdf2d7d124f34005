package io.github.leanixruns.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {

  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String VALID = "00-" + TRACE_ID + "-b7ad6b7169203331-01";

  @Test
  void theContextOfAnotherIsTaken() {
    assertThat(Traceparent.valid(VALID)).isEqualTo(VALID);
    assertThat(Traceparent.traceId(VALID)).isEqualTo(TRACE_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n"
      })
  void whatIsNotValidIsLeftOut(String text) {
    assertThat(Traceparent.valid(text)).isNull();
  }

  @Test
  void whatIsNotTextIsLeftOut() {
    assertThat(Traceparent.valid(null)).isNull();
    assertThat(Traceparent.valid(7)).isNull();
  }
}
