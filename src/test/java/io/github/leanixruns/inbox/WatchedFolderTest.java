package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.SettableClock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedFolderTest {

  private static final Pattern NAMES = IncludedNames.ofTheRoute();
  private static final Duration SETTLE = Duration.ofSeconds(1);
  private static final long LONG_AGO = 1_000_000_000_000L;

  @TempDir private Path data;

  private final SettableClock clock = new SettableClock();
  private InboxFilter filter = new InboxFilter(clock, SETTLE, Set.of("crm"));
  private final Map<String, String> failures = new TreeMap<>();
  private Path inbox;
  private WatchedFolder folder;

  @BeforeEach
  void watch() throws IOException {
    inbox = Files.createDirectories(data.resolve("inbox"));
    Files.createDirectories(inbox.resolve("crm"));
    folder =
        new WatchedFolder(inbox, Set.of("crm"), filter, "inbox", failures::put, failures::remove);
  }

  @Test
  void twentyThousandFilesAreTakenInPortionsOldestFirst() throws Exception {
    int count = 20_000;
    for (int i = 0; i < count; i++) {
      String place = i % 3 == 0 ? "crm/" : "";
      // names in another order than times, and two files at a time
      write(place + (count - i) + ".json", LONG_AGO + i / 2 * 1_000);
    }
    filter = new InboxFilter(clock, Duration.ZERO, Set.of("crm"));
    watch();
    List<String> taken = new ArrayList<>();

    while (taken.size() < count) {
      List<String> portion = poll();
      assertThat(portion).hasSizeBetween(1, WatchedFolder.MAX_FILES);
      portion.forEach(name -> assertThat(inbox.resolve(name).toFile().delete()).isTrue());
      taken.addAll(portion);
    }

    assertThat(taken)
        .containsExactlyElementsOf(
            IntStream.range(0, count / 2).boxed().flatMap(i -> pair(count, 2 * i)).toList());
  }

  /** Returns the names of two files of the same time. */
  private static Stream<String> pair(int count, int first) {
    return Stream.of(first, first + 1)
        .map(i -> (i % 3 == 0 ? "crm/" : "") + (count - i) + ".json")
        .sorted();
  }

  @Test
  void manyFilesThatCannotBeTakenDoNotHoldUpTheNext() throws Exception {
    for (int i = 0; i < WatchedFolder.MAX_FILES; i++) {
      Files.createSymbolicLink(inbox.resolve(i + ".json"), data.resolve("nothing"));
    }
    write("stuck.json", LONG_AGO);
    write("good.json", LONG_AGO + 1);
    try (LogLines log = new LogLines("leanix.inbox")) {
      poll();
      filter.cannotBeTaken("stuck.json", new IOException("not permitted"));
      clock.advance(SETTLE);

      assertThat(poll()).contains("good.json");
      assertThat(log.lines())
          .contains("WARN [0.json] stays in the inbox: it is a link. Drop the file itself.");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          export.json.txt   | If it is the right file, rename it to export.json.
          EXPORT.Ldif.TXT   | If it is the right file, rename it to EXPORT.Ldif.
          export.jsonl      | If it is the right file, rename it to export.json.
          export.json5      | If it is the right file, rename it to export.json.
          apps.csv          | If it is the right file, rename it to apps.json.
          Apps 2024.v2.xlsx | If it is the right file, rename it to Apps 2024.v2.json.
          apps              | If it is the right file, rename it to apps.json.
          export.json.gz    | Unpack it to export.json.
          export.tgz        | Unpack it to export.json.
          crm/export.zip    | Unpack it to export.json.
          """)
  void aFileWithAnotherNameIsLoggedOnceWithTheNameThatItNeeds(String name, String advice)
      throws Exception {
    write(name, LONG_AGO);
    try (LogLines log = new LogLines("leanix.inbox")) {
      for (int i = 0; i < 4; i++) {
        assertThat(poll()).isEmpty();
      }
      Files.delete(inbox.resolve(name));
      poll();
      write(name, LONG_AGO);
      poll();
      poll();

      String line =
          "WARN ["
              + name
              + "] stays in the inbox: its name does not end with .json or .ldif. "
              + advice;
      assertThat(log.lines()).containsExactly(line, line);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".hidden",
        "a.json.tmp",
        "b.json.part",
        "c.filepart",
        "d.json~",
        "e.crdownload",
        "f.swp"
      })
  void aTemporaryNameIsNotLogged(String name) throws Exception {
    write(name, LONG_AGO);
    try (LogLines log = new LogLines("leanix.inbox")) {
      poll();
      poll();
      poll();

      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void onlyALimitedNumberOfOtherNamesIsLogged() throws Exception {
    for (int i = 0; i < 1_100; i++) {
      write(i + ".csv", LONG_AGO);
    }
    try (LogLines log = new LogLines("leanix.inbox")) {
      poll();
      poll();
      poll();

      assertThat(log.lines())
          .hasSize(1_001)
          .contains("WARN More than 1000 files with other names are in the inbox.");
    }
  }

  @Test
  void aNameThatIsNotUtf8IsLoggedOnceAndHoldsUpNoOther() throws Exception {
    Process shell =
        new ProcessBuilder("sh", "-c", "touch \"$(printf 'caf\\351.json')\"")
            .directory(inbox.toFile())
            .start();
    assertThat(shell.waitFor()).isZero();
    write("good.json", LONG_AGO);
    try (LogLines log = new LogLines("leanix.inbox")) {
      poll();
      clock.advance(SETTLE);

      assertThat(poll()).containsExactly("good.json");
      poll();
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARN [caf")
          .contains("its name is not UTF-8", "Rename the file");
    }
  }

  @Test
  void aFolderThatIsGoneOrReplacedIsReportedUntilItIsBack() throws Exception {
    Path crm = inbox.resolve("crm");
    poll();
    assertThat(failures).isEmpty();

    Files.delete(crm);
    poll();
    assertThat(failures).containsOnlyKeys(crm.toString());
    assertThat(failures.get(crm.toString())).contains("it does not exist");

    Path elsewhere = Files.createDirectories(data.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("foreign.json"), "{}");
    Files.createSymbolicLink(crm, elsewhere);
    poll();
    clock.advance(SETTLE);
    assertThat(poll()).isEmpty();
    assertThat(failures.get(crm.toString())).contains("it is a link");

    Files.move(inbox, data.resolve("moved"));
    poll();
    assertThat(failures).containsOnlyKeys(inbox.toString(), crm.toString());

    Files.createDirectories(crm);
    poll();
    assertThat(failures).isEmpty();
  }

  /** Polls as the file consumer does; returns the files that it would take, in its order. */
  private List<String> poll() throws IOException {
    folder.select(NAMES);
    filter.beginPoll(NAMES);
    List<GenericFile<File>> accepted = new ArrayList<>();
    for (Path place : List.of(inbox, inbox.resolve("crm"))) {
      File[] files = place.toFile().listFiles(file -> !file.isDirectory());
      for (File file : files == null ? new File[0] : files) {
        GenericFile<File> seen = new GenericFile<>();
        seen.setFile(file);
        seen.setFileNameOnly(file.getName());
        seen.setRelativeFilePath(inbox.relativize(file.toPath()).toString());
        seen.setLastModified(file.lastModified());
        if (folder.accept(seen)) {
          accepted.add(seen);
        }
      }
    }
    return accepted.stream()
        .sorted(
            Comparator.comparingLong(GenericFile<File>::getLastModified)
                .thenComparing(GenericFile::getRelativeFilePath))
        .map(GenericFile::getRelativeFilePath)
        .toList();
  }

  private void write(String name, long modified) throws IOException {
    File file = Files.createFile(inbox.resolve(name)).toFile();
    assertThat(file.setLastModified(modified)).isTrue();
  }
}
