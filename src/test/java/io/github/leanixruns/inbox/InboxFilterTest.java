package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.SettableClock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxFilterTest {

  private static final Duration SETTLE = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(500);

  @TempDir Path inbox;

  private final SettableClock clock = new SettableClock();
  private final Instant opened = clock.instant();
  private final InboxFilter filter = new InboxFilter(clock, SETTLE);

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
    assertThat(InboxFilter.isLdif(name)).isTrue();
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
    assertThat(InboxFilter.isLdif(name)).isFalse();
  }

  @Test
  void theTurkishLanguageKnowsTheEndingsToo() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(InboxFilter.isLdif("APPS.LDIF")).isTrue();
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

  /** Looks into the inbox as the file consumer does; returns the names that it may take. */
  private List<String> looksAfter(Duration wait) throws IOException {
    clock.advance(wait);
    filter.begin(null, null);
    try (Stream<Path> files = Files.list(inbox)) {
      return files
          .sorted()
          .filter(file -> filter.accept(seen(file)))
          .map(file -> file.getFileName().toString())
          .toList();
    }
  }

  private static GenericFile<File> seen(Path path) {
    String name = path.getFileName().toString();
    GenericFile<File> file = new GenericFile<>();
    file.setFile(path.toFile());
    file.setFileName(name);
    file.setFileNameOnly(name);
    file.setDirectory(Files.isDirectory(path));
    return file;
  }

  private void write(String name, String content, Instant modified) throws IOException {
    Path file = Files.writeString(inbox.resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.from(modified));
  }
}
