package io.github.leanixruns.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.TestChannels;
import io.github.leanixruns.channel.Channels;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

  @TempDir private Path data;

  @Test
  void theFoldersOfAChannelAreMadeBeforeItsFirstRun() {
    Path outbox = data.resolve("hr/results");

    prepare(outbox);

    assertThat(data.resolve("inbox/hr")).isEmptyDirectory();
    assertThat(data.resolve("processors/hr")).isEmptyDirectory();
    assertThat(outbox).isEmptyDirectory();
  }

  @Test
  void anOutboxThatCannotBeMadeIsRefusedByTheNameOfItsSetting() throws Exception {
    Path file = Files.writeString(data.resolve("file"), "");

    assertThatThrownBy(() -> prepare(file.resolve("results")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("results (leanix.channel.hr.outbox.directory) cannot be created");
  }

  private void prepare(Path outbox) {
    DefaultCamelContext context = new DefaultCamelContext();
    PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
    properties.setLocation("classpath:io/github/leanixruns/application.properties");
    properties.addOverrideProperty("leanix.data", data.toString());
    properties.addOverrideProperty("leanix.channel.hr.outbox.directory", outbox.toString());
    Settings settings = Settings.of(context);
    Channels channels =
        new ChannelSettings(
                settings, name -> TestChannels.at("https://acme.leanix.net", true).workspace())
            .read();
    Folders.of(settings).prepare(channels.named("hr"));
  }
}
