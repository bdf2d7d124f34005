package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.testsupport.SettableClock;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierConfigurationsTest {

  private static final Duration SETTLE = Duration.ofSeconds(1);

  @TempDir private Path folder;

  private final SettableClock clock = new SettableClock();
  private final Instant now = clock.instant();
  private final InboxFilter filter =
      new InboxFilter(clock, file -> SETTLE, Set.of("crm"), "processors folder", seen -> false);
  private EarlierConfigurations earlier;

  @BeforeEach
  void look() {
    earlier = new EarlierConfigurations(folder, Set.of("crm", "gone"), filter);
    filter.beginPoll(IncludedNames.ofTheRoute());
  }

  @Test
  void whatLiesThereSinceThenOrBeforeIsWaitedFor() throws Exception {
    write("crm.json", now);

    assertThat(earlier.test(now.minusMillis(1))).isFalse();
    assertThat(earlier.test(now)).isTrue();
    assertThat(earlier.test(now.plusSeconds(60))).isTrue();
  }

  @Test
  void aFolderOfAChannelCountsAndAnotherDoesNot() throws Exception {
    Files.createDirectory(folder.resolve("crm"));
    Files.createDirectory(folder.resolve("stranger"));
    write("stranger/a.json", now);
    assertThat(earlier.test(now)).isFalse();

    write("crm/a.json", now);

    assertThat(earlier.test(now)).isTrue();
  }

  @Test
  void whatWillNotBeTakenIsNotWaitedFor() throws Exception {
    write(".hidden.json", now);
    write("crm.json.part", now);
    Files.createSymbolicLink(folder.resolve("link.json"), folder.resolve("crm.json.part"));
    write("stuck.json", now);
    assertThat(earlier.test(now)).isTrue();

    filter.cannotBeTaken("stuck.json", new FileSystemException("stuck.json", null, "full"));

    assertThat(earlier.test(now)).isFalse();
  }

  @Test
  void whatWasTakenIsWaitedForUntilTheLookHasEnded() throws Exception {
    beginToTake(write("crm.json", now));

    assertThat(earlier.test(now)).isTrue();
    filter.commit(null, null, 1);
    assertThat(earlier.test(now)).isFalse();
  }

  @Test
  void aLookThatBreaksOffIsNotWaitedForEither() throws Exception {
    beginToTake(write("crm.json", now));

    filter.rollback(null, null, 0, new IOException("broken off"));

    assertThat(earlier.test(now)).isFalse();
  }

  @Test
  void nothingIsWaitedForWhereNobodyLooks() throws Exception {
    write("crm.json", now);
    InboxFilter idle =
        new InboxFilter(clock, file -> SETTLE, Set.of(), "processors folder", seen -> false);

    assertThat(new EarlierConfigurations(folder, Set.of(), idle).test(now)).isFalse();
  }

  /**
   * Moves a file out of the folder as the file consumer does, the row in the ledger yet to come.
   */
  private void beginToTake(Path file) throws IOException {
    filter.accept(seen(file));
    clock.advance(SETTLE);
    filter.beginPoll(IncludedNames.ofTheRoute());
    assertThat(filter.accept(seen(file))).isTrue();
    Files.delete(file);
  }

  private Path write(String name, Instant modified) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "{}");
    return Files.setLastModifiedTime(file, FileTime.from(modified));
  }

  private static GenericFile<File> seen(Path path) {
    GenericFile<File> file = new GenericFile<>();
    file.setFile(path.toFile());
    file.setFileNameOnly(path.getFileName().toString());
    file.setRelativeFilePath(path.getFileName().toString());
    return file;
  }
}
