package io.github.leanixruns.ldif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderDefaultsTest {

  @Test
  void blankMeansNotSet() {
    HeaderDefaults defaults =
        LdifFiles.defaults(
            Map.of(
                "connector-type", "",
                "connector-id", " ",
                "connector-version", "\t",
                "processing-mode", "",
                "lx-version", "",
                "description", " "));

    assertThat(HeaderField.values()).allMatch(field -> defaults.of(field).isEmpty());
  }

  @Test
  void anUnknownDirectionIsRejectedWithTheNameOfItsSetting() {
    assertThatThrownBy(() -> LdifFiles.defaults(Map.of("processing-direction", "sideways")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "leanix.defaults.processing-direction is \"sideways\"; it must be \"inbound\" or"
                + " \"outbound\".");
  }

  @Test
  void anUnknownModeIsRejectedWithASuggestion() {
    assertThatThrownBy(() -> LdifFiles.defaults(Map.of("processing-mode", "Ful")))
        .hasMessage(
            "leanix.defaults.processing-mode is \"Ful\"; did you mean \"full\"? It must be"
                + " \"partial\" or \"full\".");
  }

  @Test
  void aValueOfMoreThan500CharactersIsRejected() {
    assertThatThrownBy(() -> LdifFiles.defaults(Map.of("connector-type", "x".repeat(501))))
        .hasMessage("leanix.defaults.connector-type has more than 500 characters.");
  }
}
