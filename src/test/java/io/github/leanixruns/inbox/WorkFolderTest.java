package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
  void aFileThatIsNoLongerThereIsNotClaimedAndLeavesNothing() throws Exception {
    assertThat(folder.claim(data.resolve("inbox/gone.json").toFile(), Origin.INBOX)).isNull();

    assertThat(underWay()).isEmpty();
    assertThat(folder.claims(false)).isEmpty();
  }

  @Test
  void aFileThatCannotBeMovedStaysWhereItIsAndLeavesNothing() throws Exception {
    Path inTheWay = Files.writeString(data.resolve("inbox/file"), "x");

    assertThatThrownBy(() -> folder.claim(inTheWay.resolve("apps.json").toFile(), Origin.INBOX))
        .isInstanceOf(IOException.class);
    assertThat(underWay()).isEmpty();
    assertThat(inTheWay).hasContent("x");
  }

  @Test
  void theFolderOfAClaimThatNeverGotItsFileIsRemovedAndNoOther() throws Exception {
    Claim claim = folder.claim(drop("apps.json", "content").toFile(), Origin.INBOX);
    Files.createDirectory(data.resolve("work/ldif").resolve(UUID.randomUUID().toString()));

    assertThat(folder.claims(false)).containsExactly(claim);
    assertThat(data.resolve("work/ldif")).isDirectoryContaining("glob:**/" + claim.id());
    assertThat(underWay()).hasSize(1);
  }

  @Test
  void theSameNameClaimedTwiceIsTwoClaims() throws Exception {
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

  @ParameterizedTest
  @MethodSource("truths")
  void theFileIsSentAsDroppedWhereTheLedgerSaysSo(Object truth, boolean asDropped)
      throws Exception {
    Claim claim = folder.claim(drop("apps.json", "one").toFile(), Origin.INBOX);
    Map<String, Object> run = run(claim);
    run.put("sent_as_dropped", truth);

    assertThat(folder.fileToSend(run).toPath())
        .isEqualTo(asDropped ? claim.file() : data.resolve("work/ldif/" + claim.id() + ".sent"));
  }

  /** SQLite has numbers, PostgreSQL truth values. */
  static Stream<Arguments> truths() {
    return Stream.of(
        Arguments.of(1, true),
        Arguments.of(0, false),
        Arguments.of(1L, true),
        Arguments.of(0L, false),
        Arguments.of(true, true),
        Arguments.of(false, false));
  }

  @Test
  void aReleaseMovesTheFileAndRemovesTheRest() throws Exception {
    Claim claim = folder.claim(drop("apps.json", "one").toFile(), Origin.INBOX);
    Files.writeString(folder.sentFileOf(claim.id()), "sent");
    Path target = data.resolve("archive/apps.run-1.ldif.json");

    folder.release(run(claim), target);
    assertThat(folder.remembered()).containsExactly(claim.id());
    folder.forget(claim.id());

    assertThat(target).hasContent("one");
    assertThat(underWay()).isEmpty();
  }

  @Test
  void aRepeatedReleaseDoesNothing() throws Exception {
    Claim claim = folder.claim(drop("apps.json", "one").toFile(), Origin.INBOX);
    Path target = data.resolve("archive/apps.run-1.ldif.json");
    folder.release(run(claim), target);

    folder.release(run(claim), target);

    assertThat(target).hasContent("one");
    assertThat(underWay()).isEmpty();
  }

  @Test
  void aReleaseThatWasCutOffAfterTheMoveIsFinished() throws Exception {
    Claim claim = folder.claim(drop("apps.json", "one").toFile(), Origin.INBOX);
    Files.writeString(folder.sentFileOf(claim.id()), "sent");
    Path target = data.resolve("archive/apps.run-1.ldif.json");
    Files.move(claim.file(), target);

    folder.release(run(claim), target);
    folder.forget(claim.id());

    assertThat(target).hasContent("one");
    assertThat(underWay()).isEmpty();
  }

  @Test
  void aReleaseNeverOverwritesAnotherFile() throws Exception {
    Claim claim = folder.claim(drop("apps.json", "one").toFile(), Origin.INBOX);
    Path target = Files.writeString(data.resolve("archive/apps.run-1.ldif.json"), "another");

    assertThatThrownBy(() -> folder.release(run(claim), target))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("apps.run-1.ldif.json");
    assertThat(target).hasContent("another");
    assertThat(claim.file()).hasContent("one");
  }

  @Test
  void aFileThatIsNeitherHereNorThereIsMissed() throws Exception {
    Claim claim = folder.claim(drop("apps.json", "one").toFile(), Origin.INBOX);
    Files.delete(claim.file());

    assertThatThrownBy(() -> folder.release(run(claim), data.resolve("archive/a.ldif.json")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("apps.json");
  }

  @Test
  void aStrangersFileBesideTheClaimIsKeptAndNamed() throws Exception {
    Claim claim = folder.claim(drop("apps.json", "one").toFile(), Origin.INBOX);
    Path stranger = Files.writeString(claim.file().resolveSibling("notes.txt"), "mine");

    assertThatThrownBy(() -> folder.release(run(claim), data.resolve("archive/a.ldif.json")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(claim.id())
        .hasMessageContaining("not the program's");
    assertThat(stranger).hasContent("mine");
    assertThat(data.resolve("archive/a.ldif.json")).hasContent("one");
  }

  @Test
  void anLdifThatIsNoFileYetIsWrittenDownWhole() throws Exception {
    Claim claim = keep("content", "apps.json", Origin.of("queue", "crm"), null);

    assertThat(claim.file())
        .isEqualTo(data.resolve("work/ldif").resolve(claim.id()).resolve("apps.json"))
        .hasContent("content");
    assertThat(new WorkFolder(data.resolve("work")).claims(false)).containsExactly(claim);
  }

  @Test
  void theSameDeliveredAgainIsTheSameClaimAndAnythingElseIsAnother() throws Exception {
    Claim first = keep("content", "apps.json", Origin.INBOX, "message-1");

    assertThat(keep("content", "apps.json", Origin.INBOX, "message-1")).isEqualTo(first);
    assertThat(keep("other", "apps.json", Origin.INBOX, "message-1").id()).isNotEqualTo(first.id());
    assertThat(keep("content", "apps.json", Origin.INBOX, "message-2").id())
        .isNotEqualTo(first.id());
    assertThat(keep("content", "apps.json", Origin.INBOX, null).id()).isNotEqualTo(first.id());
    assertThat(underWay()).hasSize(4);
  }

  @Test
  void whatTheLedgerKnowsIsNotWrittenAgain() throws Exception {
    Claim first = keep("content", "apps.json", Origin.INBOX, "message-1");
    folder.release(run(first), data.resolve("archive/apps.json"));

    Claim again =
        folder.keep(
            stream("content"), "apps.json", Origin.INBOX, message("message-1"), first.id()::equals);

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(underWay()).isEmpty();
  }

  @Test
  void anLdifThatCannotBeReadLeavesNothing() throws Exception {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("cut off");
          }
        };

    assertThatThrownBy(() -> folder.keep(broken, "a.json", Origin.INBOX, null, id -> false))
        .hasMessage("cut off");
    assertThat(underWay()).isEmpty();
  }

  @Test
  void whatAProcessDiedOverIsRemoved() throws Exception {
    Path ldifs = data.resolve("work/ldif");
    Files.writeString(ldifs.resolve("half.part"), "{");
    Files.createDirectory(ldifs.resolve("no-file"));
    Files.writeString(ldifs.resolve("no-file.origin"), "{}");

    assertThat(folder.claims(true)).isEmpty();
    assertThat(underWay()).containsExactly(ldifs.resolve("half.part"));

    assertThat(folder.claims(false)).isEmpty();
    assertThat(underWay()).isEmpty();
  }

  @Test
  void whereAFileCameFromIsKnownAfterACrashAndGoneWithIt() throws Exception {
    Origin origin = new Origin("queue", "crm", "answers", "id-1");
    Claim claim = folder.claim(drop("apps.json", "one").toFile(), origin);

    assertThat(new WorkFolder(data.resolve("work")).claims(false))
        .extracting(Claim::origin)
        .containsExactly(origin);

    folder.release(run(claim), data.resolve("archive/apps.json"));
    folder.forget(claim.id());
    assertThat(underWay()).isEmpty();
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

  private List<Path> underWay() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("work/ldif"))) {
      return files.toList();
    }
  }

  private static Map<String, Object> run(Claim claim) {
    return new HashMap<>(Map.of("id", claim.id(), "file_name", claim.fileName()));
  }
}
