package io.github.leanixruns.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainValueTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"s3cret-1\"",
        "'s3cret-1'",
        "s3cret-1 # the token",
        "s3cret-1 #token",
        "s3cret\t1",
        "s3cret\n1",
        "${HOME}/s3cret-1",
        "${API_TOKEN}"
      })
  void whatAShellWouldHaveRemovedIsRefusedWithoutTheValue(String value) {
    assertThatThrownBy(() -> PlainValue.require("LEANIX_API_TOKEN", value))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("LEANIX_API_TOKEN ")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\"", "a#b", "0 0/30 9 ? JAN MON#1", "a\"b\"", "$x{y}", "two words", "C:\\x"})
  void anOrdinaryValueIsAccepted(String value) {
    assertThatCode(() -> PlainValue.require("leanix.x", value)).doesNotThrowAnyException();
  }

  @Test
  void aDescriptionMayContainANumberSign() {
    assertThatCode(() -> PlainValue.require("leanix.defaults.description", "Load #1"))
        .doesNotThrowAnyException();
  }
}
