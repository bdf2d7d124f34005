package io.github.leanixruns.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares {@code docs/configuration.md} with {@code application.properties}. */
class SettingsTableTest {

  @Test
  void theTablesListEverySettingWithItsDefaultInTheOrderOfTheFile() throws Exception {
    assertThat(Setting.documented())
        .hasSizeGreaterThan(70)
        .containsExactlyElementsOf(Setting.defined());
  }

  @Test
  void everySettingIsDefinedOnceInASection() throws Exception {
    assertThat(Setting.defined()).extracting(Setting::section).doesNotContainNull();
    assertThat(Setting.defined()).extracting(Setting::name).doesNotHaveDuplicates();
  }

  @Test
  void everySettingHasAComment() throws Exception {
    List<String> lines = Files.readAllLines(Path.of("application.properties"));
    Pattern definition = Pattern.compile("#?(?:leanix|camel)\\.\\S+ =.*");

    for (int i = 1; i < lines.size(); i++) {
      if (definition.matcher(lines.get(i)).matches()) {
        assertThat(lines.get(i - 1)).as("the line before " + lines.get(i)).isNotBlank();
      }
    }
  }
}
