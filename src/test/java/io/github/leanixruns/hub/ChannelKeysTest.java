package io.github.leanixruns.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class ChannelKeysTest {

  private static final Pattern DEFINED =
      Pattern.compile("(?m)^#leanix\\.channel\\.NAME\\.(\\S+) =");

  @Test
  void applicationPropertiesListsEverySettingOfAChannel() throws Exception {
    CamelContext context = new DefaultCamelContext();
    context.getPropertiesComponent().addInitialProperty("leanix.channel.crm.unknown", "x");

    SettingsException refusal =
        catchThrowableOfType(
            SettingsException.class,
            () -> new ChannelSettings(Settings.of(context), channel -> null).read());

    List<String> known =
        List.of(refusal.getMessage().replaceFirst("(?s).* one of (.*)\\.", "$1").split(", "));
    assertThat(DEFINED.matcher(Files.readString(Path.of("application.properties"))).results())
        .extracting(found -> found.group(1))
        .containsExactlyInAnyOrderElementsOf(known);
  }
}
