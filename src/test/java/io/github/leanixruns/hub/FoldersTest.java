package io.github.leanixruns.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.TestChannels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    Settings settings = settings("leanix.channel.hr.outbox.directory", outbox);
    ChannelRegistry channels =
        new ChannelSettings(
                settings, name -> TestChannels.at("https://acme.leanix.net", true).workspace())
            .read();
    Folders.of(settings).prepare(List.of(channels.named("hr")));
  }

  private Settings settings(String setting, Path folder) {
    DefaultCamelContext context = new DefaultCamelContext();
    PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
    properties.setLocation("classpath:io/github/leanixruns/application.properties");
    properties.addOverrideProperty("leanix.data", data.toString());
    properties.addOverrideProperty(setting, folder.toString());
    return Settings.of(context);
  }

  @ParameterizedTest
  @CsvSource({
    "inbox,      archive",
    "inbox,      failed",
    "inbox,      outbox",
    "inbox,      work",
    "inbox,      processors",
    "processors, archive",
    "processors, failed",
    "processors, outbox",
    "processors, work",
  })
  void whatIsTakenOutOfAFolderIsNotPutBackThere(String source, String other) throws Exception {
    Path inbox = Files.createDirectories(data.resolve(source));
    Path link = Files.createSymbolicLink(data.resolve("link"), inbox);

    for (Path same : List.of(inbox, link)) {
      assertThatThrownBy(() -> Folders.of(settings("leanix." + other + ".directory", same)))
          .isInstanceOf(SettingsException.class)
          .hasMessageContainingAll(
              "leanix." + source + ".directory", "leanix." + other + ".directory", "same folder");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"inbox", "processors", "inbox/hr", "processors/hr"})
  void aWatchedFolderThatIsALinkIsRefused(String folder) throws Exception {
    Path elsewhere = Files.createDirectories(data.resolve("elsewhere"));
    Files.createDirectories(data.resolve(folder).getParent());
    Files.createSymbolicLink(data.resolve(folder), elsewhere);

    assertThatThrownBy(() -> prepare(data.resolve("results")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(data.resolve(folder).toString(), "is a link");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inbox", "processors", "inbox/hr", "work", "archive", "failed"})
  void aFolderThatAllUsersCanChangeIsLoggedUnlessItIsSticky(String name) throws Exception {
    assumeTrue(OwnerOnly.isSupported(data));
    Path folder = Files.createDirectories(data.resolve(name));
    try (LogLines log = new LogLines("leanix")) {
      Files.setAttribute(folder, "unix:mode", 01777);
      prepare(data.resolve("results"));
      assertThat(log.lines()).isEmpty();

      Files.setAttribute(folder, "unix:mode", 0777);
      prepare(data.resolve("results"));
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARN All users can replace and remove the files in " + folder + " (");
    }
  }

  @Test
  void aFolderOfAnotherUserIsLogged() throws Exception {
    assumeTrue(
        OwnerOnly.isSupported(data) && "root".equals(System.getProperty("user.name")),
        "only root can give a folder to another user");
    Path inbox = Files.createDirectories(data.resolve("inbox"));
    Files.setAttribute(inbox, "unix:uid", 65534);
    try (LogLines log = new LogLines("leanix")) {
      prepare(data.resolve("results"));

      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARN " + inbox + " (leanix.inbox.directory) belongs to ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "inbox, a%41b",
    "processors, 100%",
    "archive, a?b",
    "failed, a?delay=1h",
    "work, a%3Fb",
  })
  void aNameThatCamelWouldReadAsSomethingElseIsRefused(String folder, String name) {
    String setting = "leanix." + folder + ".directory";

    assertThatThrownBy(() -> Folders.of(settings(setting, data.resolve(name))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(data.resolve(name).toString(), setting, "? or %");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inbox", "inbox/hr", "processors", "processors/hr"})
  void whatComesOfAChannelIsNotDroppedAgain(String folder) {
    assertThatThrownBy(() -> prepare(data.resolve(folder)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("leanix.channel.hr.outbox.directory", "same folder");
  }
}
