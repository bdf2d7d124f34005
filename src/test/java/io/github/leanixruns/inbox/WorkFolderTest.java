package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkFolderTest {

  @TempDir Path data;

  private WorkFolder folder;

  @BeforeEach
  void openFolder() throws IOException {
    Files.createDirectories(data.resolve("inbox"));
    Files.createDirectories(data.resolve("archive"));
    folder = new WorkFolder(data.resolve("work"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"apps.json", "two words.LDIF", "ü🚀.json", "${body}.json", "a.b.c.json"})
  void aClaimMovesTheFileAndKeepsItsName(String name) throws Exception {
    Path dropped = drop(name, "content");

    Claim claim = folder.claim(dropped.toFile(), Origin.INBOX);

    assertThat(claim.fileName()).isEqualTo(name);
    assertThat(UUID.fromString(claim.id())).hasToString(claim.id());
    assertThat(claim.file())
        .isEqualTo(data.resolve("work/ldif").resolve(claim.id()).resolve(name))
        .hasContent("content");
    assertThat(dropped).doesNotExist();
  }

  @Test
  void aRemovedFileIsNotClaimed() throws Exception {
    assertThat(folder.claim(data.resolve("inbox/gone.json").toFile(), Origin.INBOX)).isNull();

    assertThat(files()).isEmpty();
    assertThat(folder.claims(false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNodeThatDoesNotReceiveFilesClaimsNone(boolean ofChannel) throws Exception {
    WorkFolder other = new WorkFolder(data.resolve("work"), () -> false, "other");

    assertThat(claimOf(other, ofChannel)).isNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNodeThatIsSuspendedWhileItClaimsDoesNotTakeAFileFromTheNextReader(boolean ofChannel)
      throws Exception {
    WorkFolder suspended =
        new WorkFolder(
            data.resolve("work"),
            () -> {
              theNextReaderBegins();
              return true;
            },
            "suspended");

    assertThat(claimOf(suspended, ofChannel)).isNull();
  }

  private void theNextReaderBegins() {
    try {
      assertThat(folder.claims(true)).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the claim, or null if the file has stayed and nothing else. */
  private Claim claimOf(WorkFolder node, boolean ofChannel) throws IOException {
    Files.createDirectories(data.resolve("inbox/crm"));
    Path dropped = drop(ofChannel ? "crm/apps.json" : "apps.json", "content");
    Claim claim = node.claim(dropped.toFile(), Origin.of("inbox", ofChannel ? "crm" : null));
    if (claim == null) {
      assertThat(dropped).hasContent("content");
      assertThat(data.resolve("work/ldif")).isEmptyDirectory();
    }
    return claim;
  }

  @Test
  void aFileThatCannotBeMovedStaysInPlace() throws Exception {
    Path inTheWay = Files.writeString(data.resolve("inbox/file"), "x");

    assertThatThrownBy(() -> folder.claim(inTheWay.resolve("apps.json").toFile(), Origin.INBOX))
        .isInstanceOf(IOException.class);
    assertThat(files()).isEmpty();
    assertThat(inTheWay).hasContent("x");
  }

  @Test
  void onlyTheFolderOfAClaimWithoutAFileIsRemoved() throws Exception {
    Claim claim = folder.claim(drop("apps.json", "content").toFile(), Origin.INBOX);
    Files.createDirectory(data.resolve("work/ldif").resolve(UUID.randomUUID().toString()));

    assertThat(folder.claims(false)).containsExactly(claim);
    assertThat(data.resolve("work/ldif")).isDirectoryContaining("glob:**/" + claim.id());
    assertThat(files()).hasSize(1);
  }

  @Test
  void twoFilesOfTheSameNameAreTwoClaims() throws Exception {
    Claim first = folder.claim(drop("apps.json", "one").toFile(), Origin.INBOX);
    Claim second = folder.claim(drop("apps.json", "two").toFile(), Origin.INBOX);

    assertThat(first.id()).isNotEqualTo(second.id());
    assertThat(first.file()).hasContent("one");
    assertThat(second.file()).hasContent("two");
  }

  @Test
  void theClaimsOfAnEarlierProcessAreListed() throws Exception {
    Claim first = folder.claim(drop("apps.json", "one").toFile(), Origin.INBOX);
    Claim second = folder.claim(drop("apps.json", "two").toFile(), Origin.INBOX);
    Files.writeString(folder.sentFileOf(first.id()), "sent");
    Files.createDirectory(data.resolve("work/ldif").resolve(UUID.randomUUID().toString()));

    assertThat(new WorkFolder(data.resolve("work")).claims(false))
        .containsExactlyInAnyOrder(first, second);
  }

  @Test
  void anEmptyFolderHasNoClaims() throws Exception {
    assertThat(folder.claims(false)).isEmpty();
  }

  @Test
  void aReleasedFileIsMovedAndAForgottenRunLeavesNothing() throws Exception {
    Claim claim = folder.claim(drop("apps.json", "one").toFile(), Origin.INBOX);
    Files.writeString(folder.sentFileOf(claim.id()), "sent");
    Path target = data.resolve("archive/apps.run-1.ldif.json");

    release(claim, target);
    assertThat(folder.remembered()).containsExactly(claim.id());
    folder.forget(claim.id());

    assertThat(target).hasContent("one");
    assertThat(files()).isEmpty();
  }

  @Test
  void aRepeatedReleaseDoesNothing() throws Exception {
    Claim claim = folder.claim(drop("apps.json", "one").toFile(), Origin.INBOX);
    Path target = data.resolve("archive/apps.run-1.ldif.json");
    release(claim, target);

    release(claim, target);

    assertThat(target).hasContent("one");
    assertThat(files()).isEmpty();
  }

  @Test
  void anInterruptedReleaseIsCompleted() throws Exception {
    Claim claim = folder.claim(drop("apps.json", "one").toFile(), Origin.INBOX);
    Files.writeString(folder.sentFileOf(claim.id()), "sent");
    Path target = data.resolve("archive/apps.run-1.ldif.json");
    Files.move(claim.file(), target);

    release(claim, target);
    folder.forget(claim.id());

    assertThat(target).hasContent("one");
    assertThat(files()).isEmpty();
  }

  @Test
  void aReleaseNeverOverwritesAnotherFile() throws Exception {
    Claim claim = folder.claim(drop("apps.json", "one").toFile(), Origin.INBOX);
    Path target = Files.writeString(data.resolve("archive/apps.run-1.ldif.json"), "another");

    assertThatThrownBy(() -> release(claim, target))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("apps.run-1.ldif.json");
    assertThat(target).hasContent("another");
    assertThat(claim.file()).hasContent("one");
  }

  @Test
  void aMissingFileCannotBeReleased() throws Exception {
    Claim claim = folder.claim(drop("apps.json", "one").toFile(), Origin.INBOX);
    Files.delete(claim.file());

    assertThatThrownBy(() -> release(claim, data.resolve("archive/a.ldif.json")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("apps.json");
  }

  @Test
  void aForeignFileBesideTheClaimIsKeptAndReported() throws Exception {
    Claim claim = folder.claim(drop("apps.json", "one").toFile(), Origin.INBOX);
    Path foreign = Files.writeString(claim.file().resolveSibling("notes.txt"), "mine");

    assertThatThrownBy(() -> release(claim, data.resolve("archive/a.ldif.json")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(claim.id())
        .hasMessageContaining("contains files that leanix-runs did not write");
    assertThat(foreign).hasContent("mine");
    assertThat(data.resolve("archive/a.ldif.json")).hasContent("one");
  }

  @Test
  void anLdifFromAStreamIsStored() throws Exception {
    Claim claim = keep("content", "apps.json", Origin.of("queue", "crm"), null);

    assertThat(claim.file())
        .isEqualTo(data.resolve("work/ldif").resolve(claim.id()).resolve("apps.json"))
        .hasContent("content");
    assertThat(new WorkFolder(data.resolve("work")).claims(false)).containsExactly(claim);
  }

  @Test
  void aDuplicateDeliveryIsTheSameClaim() throws Exception {
    Claim first = keep("content", "apps.json", Origin.INBOX, "message-1");

    assertThat(keep("content", "apps.json", Origin.INBOX, "message-1")).isEqualTo(first);
    assertThat(keep("other", "apps.json", Origin.INBOX, "message-1").id()).isNotEqualTo(first.id());
    assertThat(keep("content", "apps.json", Origin.INBOX, "message-2").id())
        .isNotEqualTo(first.id());
    assertThat(keep("content", "apps.json", Origin.INBOX, null).id()).isNotEqualTo(first.id());
    assertThat(files()).hasSize(4);
  }

  @Test
  void anLdifThatTheLedgerKnowsIsNotStoredAgain() throws Exception {
    Claim first = keep("content", "apps.json", Origin.INBOX, "message-1");
    release(first, data.resolve("archive/apps.json"));

    Claim again =
        folder.keep(
            stream("content"), "apps.json", Origin.INBOX, message("message-1"), first.id()::equals);

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(files()).isEmpty();
  }

  @Test
  void anLdifThatCannotBeReadLeavesNoFile() throws Exception {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("cut off");
          }
        };

    assertThatThrownBy(() -> folder.keep(broken, "a.json", Origin.INBOX, null, id -> false))
        .hasMessage("cut off");
    assertThat(files()).isEmpty();
  }

  @Test
  void incompleteFilesOfACrashedProcessAreRemoved() throws Exception {
    Path ldifs = data.resolve("work/ldif");
    Files.writeString(ldifs.resolve("half.part"), "{");
    Files.createDirectory(ldifs.resolve("no-file"));
    Files.writeString(ldifs.resolve("no-file.origin"), "{}");

    assertThat(folder.claims(true)).isEmpty();
    assertThat(files()).containsExactly(ldifs.resolve("half.part"));

    assertThat(folder.claims(false)).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void whatANodeWasWritingIsRemovedWhenItRestartsOrHasFailed() throws Exception {
    Path work = data.resolve("work");
    Path live = Files.writeString(new WorkFolder(work, () -> true, "live").newPart(), "{");
    Path failed = Files.writeString(new WorkFolder(work, () -> true, "failed/1").newPart(), "{");
    Path restarted = Files.writeString(new WorkFolder(work, () -> true, "again").newPart(), "{");

    WorkFolder again = new WorkFolder(work, () -> true, "again");
    assertThat(restarted).doesNotExist();
    assertThat(failed).exists();

    again.removePartsOf(List.of("failed/1"));
    assertThat(files()).containsExactly(live);
  }

  @Test
  void theOriginOfAClaimSurvivesACrashAndIsForgottenWithTheRun() throws Exception {
    Origin origin =
        new Origin(
            "queue",
            "crm",
            "answers",
            "id-1",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "a note",
            "a reason");
    Claim claim = folder.claim(drop("apps.json", "one").toFile(), origin);

    assertThat(new WorkFolder(data.resolve("work")).claims(false))
        .extracting(Claim::origin)
        .containsExactly(origin);

    release(claim, data.resolve("archive/apps.json"));
    folder.forget(claim.id());
    assertThat(files()).isEmpty();
  }

  private Claim keep(String content, String name, Origin origin, String key) throws IOException {
    return folder.keep(
        stream(content), name, origin, key == null ? null : message(key), id -> false);
  }

  private static DeliveryKey message(String id) {
    return new DeliveryKey(id, true);
  }

  private static InputStream stream(String content) {
    return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
  }

  private Path drop(String name, String content) throws IOException {
    return Files.writeString(data.resolve("inbox").resolve(name), content);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> list = Files.list(data.resolve("work/ldif"))) {
      return list.toList();
    }
  }

  private void release(Claim claim, Path target) throws IOException {
    folder.release(claim.id(), claim.fileName(), target);
  }
}
