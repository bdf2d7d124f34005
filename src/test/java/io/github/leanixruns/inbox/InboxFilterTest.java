package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.SettableClock;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxFilterTest {

  private static final Duration SETTLE = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Pattern NAMES = IncludedNames.ofTheRoute();
  private static final String LINK = " stays in the inbox: it is a link. Drop the file itself.";

  @TempDir Path inbox;

  private final SettableClock clock = new SettableClock();
  private final Instant opened = clock.instant();
  private InboxFilter filter = new InboxFilter(clock, SETTLE, Set.of("crm"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apps.json",
        "apps.ldif",
        "APPS.JSON",
        "apps.Ldif",
        "a.b.json",
        "two words.json",
        "ü🚀.ldif",
        "apps.tmp.json",
        "~apps.json"
      })
  void ldifsAreKnownByTheirEndings(String name) {
    assertThat(NAMES.matcher(name).matches()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apps.json.tmp",
        "apps.json.part",
        "apps.json.filepart",
        "apps.json~",
        "apps.json.swp",
        ".apps.json",
        ".json",
        ".ldif",
        "apps.json5",
        "apps.jsonl",
        "apps.txt",
        "apps",
        "json",
        "",
        "apps.json.",
        "apps.json ",
        ".~lock.apps.json",
        "apps.json.crdownload"
      })
  void whatIsHiddenOrStillHasAnotherEndingIsLeftAlone(String name) {
    assertThat(NAMES.matcher(name).matches()).isFalse();
  }

  @Test
  void theTurkishLanguageKnowsTheEndingsToo() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(NAMES.matcher("APPS.LDIF").matches()).isTrue();
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aFolderIsLeftAloneWhateverItIsCalled() throws Exception {
    Files.createDirectory(inbox.resolve("apps.json"));

    for (int look = 0; look < 5; look++) {
      assertThat(looksAfter(POLL)).isEmpty();
    }
  }

  @Test
  void anotherFileIsNotTakenHoweverLongItStays() throws Exception {
    write("apps.json.part", "{}", opened);

    for (int look = 0; look < 5; look++) {
      assertThat(looksAfter(POLL)).isEmpty();
    }
  }

  @Test
  void whatIsNoFileOfItsOwnIsLeftAloneAndSaidOnce() throws Exception {
    Path elsewhere = Files.writeString(inbox.resolve("elsewhere"), "{}");
    Files.createSymbolicLink(inbox.resolve("dangling.json"), inbox.resolve("nowhere"));
    Files.createSymbolicLink(inbox.resolve("link.json"), elsewhere);
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        LogLines log = new LogLines("leanix.inbox")) {
      socket.bind(UnixDomainSocketAddress.of(inbox.resolve("socket.json")));
      for (int look = 0; look < 6; look++) {
        assertThat(looksAfter(POLL)).isEmpty();
      }

      assertThat(log.lines())
          .containsExactlyInAnyOrder(
              "WARN [dangling.json]" + LINK,
              "WARN [link.json]" + LINK,
              "WARN [socket.json] stays in the inbox: it is a pipe or a device. Drop a file.");
    }
  }

  @Test
  void aFileThatCannotBeReadIsLeftAloneUntilItCan() throws Exception {
    write("apps.json", "{}", opened);
    Path file = inbox.resolve("apps.json");
    Files.setPosixFilePermissions(file, Set.of());
    assumeThat(Files.isReadable(file)).as("root reads everything").isFalse();
    try (LogLines log = new LogLines("leanix.inbox")) {
      for (int look = 0; look < 6; look++) {
        assertThat(looksAfter(POLL)).isEmpty();
      }
      assertThat(log.lines())
          .containsExactly(
              "WARN [apps.json] stays in the inbox: it cannot be read. Correct its permissions.");
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThat(looksAfter(POLL)).containsExactly("apps.json");
  }

  @Test
  void aNameThatThePlatformCannotSayHoldsUpNoOther() {
    try (LogLines log = new LogLines("leanix.inbox")) {
      GenericFile<File> file = new GenericFile<>();
      file.setFile(new File(inbox.toFile(), "\0.json"));
      file.setFileNameOnly("\0.json");
      file.setRelativeFilePath("\0.json");
      filter.beginPoll(NAMES);
      filter.accept(file);
      clock.advance(SETTLE);
      filter.beginPoll(NAMES);

      assertThat(filter.accept(file)).isFalse();
      assertThat(log.lines()).singleElement().asString().contains("LC_ALL=C.UTF-8");
    }
  }

  @Test
  void aFailureIsSaidOnceUntilTheReasonChangesOrTheFileComesBack() throws Exception {
    try (LogLines log = new LogLines("leanix.inbox")) {
      for (String reason : List.of("disk full", "disk full", "not permitted")) {
        write("apps.json", "{}", opened);
        looksAfter(POLL);
        // each try has another place in the work folder
        String target = "work/" + UUID.randomUUID();
        filter.cannotBeTaken("apps.json", new FileSystemException("apps.json", target, reason));
      }
      Files.delete(inbox.resolve("apps.json"));
      looksAfter(POLL);
      looksAfter(POLL);
      filter.cannotBeTaken("apps.json", new AccessDeniedException("apps.json"));
      filter.cannotBeTaken("apps.json", new IllegalStateException("closed"));

      String message =
          "WARN [apps.json] cannot be claimed: %s."
              + " Check the permissions and the disk of the inbox and the work folder."
              + " It stays in the inbox and is tried again with the next poll.";
      assertThat(log.lines())
          .containsExactly(
              message.formatted("disk full"),
              message.formatted("not permitted"),
              message.formatted("permission denied"),
              message.formatted("closed"));
    }
  }

  @Test
  void whatCannotBeTakenIsKnownUntilItIsGone() throws Exception {
    write("apps.json", "{}", opened.minusSeconds(60));
    looksAfter(POLL);
    filter.cannotBeTaken("apps.json", new AccessDeniedException("apps.json"));

    looksAfter(POLL);
    assertThat(filter.untaken()).containsExactly(Map.entry("apps.json", "permission denied"));
    assertThat(filter.oldest()).isPresent();

    Files.delete(inbox.resolve("apps.json"));
    looksAfter(POLL);
    looksAfter(POLL);
    assertThat(filter.untaken()).isEmpty();
    assertThat(filter.oldest()).isEmpty();
  }

  @Test
  void aNewFileIsTakenOnceItsTimeLiesTheSettlingTimeBack() throws Exception {
    assertThat(looksAfter(POLL)).isEmpty();
    write("apps.json", "{}", opened.plusMillis(700));

    assertThat(looksAfter(POLL)).isEmpty();
    assertThat(looksAfter(POLL)).isEmpty();
    assertThat(looksAfter(Duration.ofMillis(199))).isEmpty();
    assertThat(looksAfter(Duration.ofMillis(1))).containsExactly("apps.json");
  }

  @Test
  void aNewFileIsTakenAtTheFirstLookWhereLooksAreFurtherApartThanTheSettlingTime()
      throws Exception {
    assertThat(looksAfter(POLL)).isEmpty();
    write("apps.json", "{}", opened.plusSeconds(5));

    assertThat(looksAfter(Duration.ofSeconds(10))).containsExactly("apps.json");
  }

  @ParameterizedTest
  @ValueSource(longs = {-86_400, -1, 60, 86_400})
  void aTimeThatDoesNotFitIsNotBelievedAndTheFileWatched(long secondsFromOpening) throws Exception {
    write("apps.json", "{}", opened.plusSeconds(secondsFromOpening));

    assertThat(looksAfter(POLL)).isEmpty();
    assertThat(looksAfter(POLL)).isEmpty();
    assertThat(looksAfter(POLL)).containsExactly("apps.json");
  }

  @Test
  void filesThatCameBeforeTheFirstLookSettleTogether() throws Exception {
    write("apps1.json", "{}", opened.minusSeconds(1));
    write("apps2.json", "{}", opened.plusSeconds(1));

    assertThat(looksAfter(Duration.ofSeconds(5))).isEmpty();
    assertThat(looksAfter(SETTLE)).containsExactlyInAnyOrder("apps1.json", "apps2.json");
  }

  @Test
  void aFileThatGrowsIsTakenOnceItHasStopped() throws Exception {
    Instant old = opened.minusSeconds(3_600);
    for (int size = 1; size <= 6; size++) {
      write("apps.json", "x".repeat(size), old);
      assertThat(looksAfter(POLL)).isEmpty();
    }

    assertThat(looksAfter(POLL)).isEmpty();
    assertThat(looksAfter(POLL)).containsExactly("apps.json");
  }

  @Test
  void aFileOfTheSameSizeThatWasTouchedHasToSettleAgain() throws Exception {
    write("apps.json", "{}", opened.minusSeconds(3_600));
    assertThat(looksAfter(POLL)).isEmpty();
    assertThat(looksAfter(POLL)).isEmpty();
    write("apps.json", "[]", opened.minusSeconds(1_800));

    assertThat(looksAfter(POLL)).isEmpty();
    assertThat(looksAfter(POLL)).isEmpty();
    assertThat(looksAfter(POLL)).containsExactly("apps.json");
  }

  @Test
  void aFileThatWasReplacedHasToSettleAgain() throws Exception {
    Instant old = opened.minusSeconds(3_600);
    write("apps.json", "{}", old);
    assertThat(looksAfter(POLL)).isEmpty();
    assertThat(looksAfter(POLL)).isEmpty();
    write("other", "{ }", old);
    Files.move(
        inbox.resolve("other"), inbox.resolve("apps.json"), StandardCopyOption.REPLACE_EXISTING);

    assertThat(looksAfter(POLL)).isEmpty();
    assertThat(looksAfter(POLL)).isEmpty();
    assertThat(looksAfter(POLL)).containsExactly("apps.json");
  }

  @Test
  void aFileThatVanishedAndCameBackHasToSettleAgain() throws Exception {
    Instant old = opened.minusSeconds(3_600);
    write("apps.json", "{}", old);
    assertThat(looksAfter(POLL)).isEmpty();
    assertThat(looksAfter(POLL)).isEmpty();
    Files.delete(inbox.resolve("apps.json"));
    assertThat(looksAfter(POLL)).isEmpty();
    write("apps.json", "{}", old);

    assertThat(looksAfter(POLL)).isEmpty();
    assertThat(looksAfter(POLL)).isEmpty();
    assertThat(looksAfter(POLL)).containsExactly("apps.json");
  }

  @Test
  void aSettledFileThatCouldNotBeTakenIsOfferedAgain() throws Exception {
    write("apps.json", "{}", opened.minusSeconds(3_600));
    looksAfter(POLL);

    assertThat(looksAfter(SETTLE)).containsExactly("apps.json");
    assertThat(looksAfter(POLL)).containsExactly("apps.json");
  }

  @Test
  void everyFileSettlesByItself() throws Exception {
    write("a.json", "{}", opened.minusSeconds(3_600));
    assertThat(looksAfter(POLL)).isEmpty();
    write("b.json", "{}", opened.minusSeconds(3_600));
    assertThat(looksAfter(POLL)).isEmpty();

    assertThat(looksAfter(POLL)).containsExactly("a.json");
    assertThat(looksAfter(POLL)).containsExactly("a.json", "b.json");
  }

  @Test
  void aFileThatHasToWaitForOthersIsTakenOnceTheyAreGone() throws Exception {
    List<Instant> asked = new ArrayList<>();
    boolean[] others = {true};
    Instant changed = opened.minusSeconds(3_600);
    filter =
        new InboxFilter(
            clock,
            file -> SETTLE,
            Set.of(),
            "inbox",
            seen -> {
              asked.add(seen);
              return others[0];
            });
    write("apps.json", "{}", changed);
    looksAfter(POLL);
    Instant seen = clock.instant();

    assertThat(looksAfter(SETTLE)).isEmpty();
    others[0] = false;

    assertThat(looksAfter(POLL)).containsExactly("apps.json");
    assertThat(asked).containsExactly(seen, seen);
  }

  @Test
  void whereTheFileServersClockIsAheadItsOwnTimeTellsWhatCameBefore() throws Exception {
    List<Instant> asked = new ArrayList<>();
    Instant ahead = opened.plusSeconds(3_600);
    filter = new InboxFilter(clock, file -> SETTLE, Set.of(), "inbox", asked::add);
    write("apps.json", "{}", ahead);
    looksAfter(POLL);

    assertThat(looksAfter(SETTLE)).isEmpty();
    assertThat(asked).containsExactly(ahead);
  }

  @Test
  void theFolderIsCalledByItsName() throws Exception {
    filter = new InboxFilter(clock, file -> SETTLE, Set.of(), "processors folder", seen -> false);
    Files.createDirectory(inbox.resolve("stranger"));
    Files.createSymbolicLink(inbox.resolve("link.json"), inbox.resolve("nowhere"));
    try (LogLines log = new LogLines("leanix.inbox")) {
      for (int look = 0; look < 4; look++) {
        assertThat(looksAfter(POLL)).isEmpty();
      }
      filter.cannotBeTaken("apps.json", new AccessDeniedException("/data"));

      assertThat(log.lines())
          .containsExactlyInAnyOrder(
              "WARN [stranger] is a folder in the processors folder, but not a channel. Its files"
                  + " are ignored. Move them into the processors folder, or define a channel of"
                  + " this name in application.properties.",
              "WARN [link.json]" + LINK.replace("inbox", "processors folder"),
              "WARN [apps.json] cannot be claimed: permission denied. Check the permissions and the"
                  + " disk of the processors folder and the work folder. It stays in the processors"
                  + " folder and is tried again with the next poll.");
    }
  }

  /** Looks into the inbox as the file consumer does; returns the names that it may take. */
  private List<String> looksAfter(Duration wait) throws IOException {
    clock.advance(wait);
    filter.beginPoll(NAMES);
    try (Stream<Path> files = Files.list(inbox)) {
      return files
          .sorted()
          .filter(file -> filter.accept(seen(file)))
          .map(file -> file.getFileName().toString())
          .toList();
    }
  }

  private GenericFile<File> seen(Path path) {
    String name = path.getFileName().toString();
    GenericFile<File> file = new GenericFile<>();
    file.setFile(path.toFile());
    file.setFileName(name);
    file.setFileNameOnly(name);
    file.setRelativeFilePath(inbox.relativize(path).toString());
    file.setDirectory(Files.isDirectory(path));
    return file;
  }

  private void write(String name, String content, Instant modified) throws IOException {
    Path file = Files.writeString(inbox.resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.from(modified));
  }
}
