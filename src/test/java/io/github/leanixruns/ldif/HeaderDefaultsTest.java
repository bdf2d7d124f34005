package io.github.leanixruns.ldif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeaderDefaultsTest {

  @Test
  void blankMeansNotSet() {
    assertThat(new HeaderDefaults("", " ", "\t", null, "", "", " "))
        .isEqualTo(HeaderDefaults.none());
  }

  @Test
  void anUnknownDirectionIsRefusedByTheNameOfItsSetting() {
    assertThatThrownBy(() -> new HeaderDefaults(null, null, null, "sideways", null, null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "leanix.defaults.processing-direction is \"sideways\"; it must be \"inbound\" or"
                + " \"outbound\".");
  }

  @Test
  void anUnknownModeIsRefusedWithAHint() {
    assertThatThrownBy(() -> new HeaderDefaults(null, null, null, null, "Full", null, null))
        .hasMessage(
            "leanix.defaults.processing-mode is \"Full\"; did you mean \"full\"? It must be"
                + " \"partial\" or \"full\".");
  }

  @Test
  void aValueOfMoreThan500CharactersIsRefused() {
    assertThatThrownBy(
            () -> new HeaderDefaults("x".repeat(501), null, null, null, null, null, null))
        .hasMessage("leanix.defaults.connector-type has more than 500 characters.");
  }
}
