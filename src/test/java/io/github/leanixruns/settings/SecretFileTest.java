package io.github.leanixruns.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretFileTest {

  private static final String NAME = "leanix.ledger.password";

  @TempDir private Path folder;

  @Test
  void aPasswordIsTheSettingOrTheContentOfTheFile() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "of the file\n");

    assertThat(password(Map.of(NAME, "of the setting"))).isEqualTo("of the setting");
    assertThat(password(Map.of(NAME + "-file", file.toString()))).isEqualTo("of the file");
    assertThat(password(Map.of())).isEmpty();
  }

  @Test
  void bothAreRefused() {
    assertThatThrownBy(() -> password(Map.of(NAME, "one", NAME + "-file", "other")))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "leanix.ledger.password and leanix.ledger.password-file are both set. Keep one of them.");
  }

  @ParameterizedTest
  @CsvSource({"'', is empty", "'one\ntwo', has more than one line", "null, cannot be read"})
  void anUnusableFileIsNamed(String content, String fault) throws Exception {
    Path file = folder.resolve("password");
    if (!content.equals("null")) {
      Files.writeString(file, content);
    }

    assertThatThrownBy(() -> password(Map.of(NAME + "-file", file.toString())))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("The password file " + file + " " + fault)
        .hasMessageEndingWith(". Check leanix.ledger.password-file.");
  }

  private static String password(Map<String, String> settings) {
    Properties all = new Properties();
    all.put(NAME, "");
    all.put(NAME + "-file", "");
    all.putAll(settings);
    DefaultCamelContext context = new DefaultCamelContext();
    PropertiesComponent properties = new PropertiesComponent();
    properties.setInitialProperties(all);
    context.setPropertiesComponent(properties);
    return SecretFile.password(Settings.of(context), NAME);
  }
}
