package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.TestChannels;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is checked is what is sent, even if others can still write to the dropped file. */
class CopiedFileTest {

  private static final String LDIF = Ldifs.inbound("crm");

  @TempDir private Path data;

  private ChannelRegistry channels;
  private WorkFolder workFolder;
  private Inbox inbox;

  @BeforeEach
  void openInbox() throws IOException {
    Files.createDirectories(data.resolve("inbox"));
    channels = new ChannelRegistry(TestChannels.at("https://acme.leanix.net", true), Map.of());
    workFolder = new WorkFolder(data.resolve("work"));
    inbox = inboxWith(new ClaimCheck(channels));
  }

  private Inbox inboxWith(Inbox.Check check) {
    return new Inbox(
        data.resolve("inbox"), data.resolve("processors"), workFolder, check, id -> false);
  }

  @Test
  void aFileThatIsRewrittenAfterTheCheckStaysAsItWasChecked() throws Exception {
    Path dropped = Files.writeString(data.resolve("inbox/apps.json"), LDIF);
    Path hardLink = Files.createLink(data.resolve("kept"), dropped);
    try (FileChannel handle = FileChannel.open(dropped, StandardOpenOption.WRITE)) {
      Claim claim = inbox.claim(dropped.toFile());
      Verdict verdict = inbox.check(claim);
      handle.write(ByteBuffer.wrap("[]".getBytes(StandardCharsets.UTF_8)));

      inbox.replaceByCopy(claim, verdict);
      inbox.replaceByCopy(claim, verdict);
      handle.truncate(0);
      Files.writeString(hardLink, "rewritten");

      assertThat(claim.file()).hasContent(LDIF);
      assertThat(verdict.isAccepted()).isTrue();
      assertThat(verdict.ldif().sizeBytes()).isEqualTo(LDIF.length());
      assertThat(filesIn(data.resolve("work/ldif"))).containsExactly(claim.file());
    }
  }

  @Test
  void aLargeFileIsCopiedCompletely() throws Exception {
    Path dropped = data.resolve("inbox/large.json");
    String element = LDIF.substring(LDIF.indexOf("{\"type\""), LDIF.lastIndexOf(']')).strip();
    try (BufferedWriter writer = Files.newBufferedWriter(dropped)) {
      writer.write(LDIF.substring(0, LDIF.lastIndexOf(']')));
      for (int i = 0; i < 1_000_000; i++) {
        writer.write("," + element);
      }
      writer.write("]}");
    }
    Path hardLink = Files.createLink(data.resolve("kept"), dropped);
    Claim claim = inbox.claim(dropped.toFile());

    Verdict verdict = inbox.check(claim);
    inbox.replaceByCopy(claim, verdict);

    assertThat(verdict.ldif().elementCount()).isEqualTo(1_000_001);
    assertThat(Files.isSameFile(claim.file(), hardLink)).isFalse();
    assertThat(Files.mismatch(claim.file(), hardLink)).isEqualTo(-1);
  }

  @Test
  void aFileForWhoseCopyThereIsNoSpaceStaysInTheInbox() throws Exception {
    File dropped = data.resolve("inbox/apps.json").toFile();
    try (RandomAccessFile sparse = new RandomAccessFile(dropped, "rw")) {
      sparse.setLength(data.toFile().getUsableSpace() + (1L << 40));
    }

    assertThatThrownBy(() -> inbox.claim(dropped))
        .hasMessage("the work folder has no space for a copy of the file");
    assertThat(dropped).exists();
    assertThat(filesIn(data.resolve("work/ldif"))).isEmpty();
  }

  @Test
  void onlyTheOwnerCanReadTheCopy() throws Exception {
    assumeTrue(OwnerOnly.isSupported(data));
    Path dropped = Files.writeString(data.resolve("inbox/apps.json"), LDIF);
    Files.setPosixFilePermissions(dropped, PosixFilePermissions.fromString("rw-rw-rw-"));
    Claim claim = inbox.claim(dropped.toFile());

    inbox.replaceByCopy(claim, inbox.check(claim));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(claim.file())))
        .isEqualTo("rw-------");
  }

  @Test
  void aRejectedFileIsReplacedByItsCopyToo() throws Exception {
    Path dropped = Files.writeString(data.resolve("inbox/apps.json"), "{ no JSON");
    Path hardLink = Files.createLink(data.resolve("kept"), dropped);
    Claim claim = inbox.claim(dropped.toFile());
    Verdict verdict = inbox.check(claim);

    inbox.replaceByCopy(claim, verdict);
    Files.writeString(hardLink, "rewritten");

    assertThat(verdict.rejection().reason()).startsWith("Line 1, column 3");
    assertThat(claim.file()).hasContent("{ no JSON");
  }

  @Test
  void theCheckCanBeRepeatedFromTheClaim() throws Exception {
    Claim claim = inbox.claim(Files.writeString(data.resolve("inbox/apps.json"), "{").toFile());
    assertThat(inbox.check(claim).isAccepted()).isFalse();

    Files.writeString(claim.file(), LDIF);
    Verdict verdict = inbox.check(claim);
    inbox.replaceByCopy(claim, verdict);

    assertThat(verdict.isAccepted()).isTrue();
    assertThat(claim.file()).hasContent(LDIF);
  }

  /** What can take the place of a file between the look at it and its claim. */
  enum Other {
    LINK("it is a link"),
    LINK_TO_NOTHING("it is a link"),
    FOLDER("it is a folder"),
    PIPE("it is a pipe");

    private final String words;

    Other(String words) {
      this.words = words;
    }

    void make(Path path) throws Exception {
      switch (this) {
        case LINK ->
            Files.createSymbolicLink(path, Files.writeString(path.resolveSibling("a"), LDIF));
        case LINK_TO_NOTHING -> Files.createSymbolicLink(path, path.resolveSibling("nothing"));
        case FOLDER -> Files.writeString(Files.createDirectory(path).resolve("a.json"), LDIF);
        case PIPE -> {
          Process mkfifo = new ProcessBuilder("mkfifo", path.toString()).start();
          assumeTrue(mkfifo.waitFor() == 0, "pipes");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(60)
  void whatIsNoFileIsRejectedAndNeitherOpenedNorChanged(Other other) throws Exception {
    Path dropped = data.resolve("inbox/apps.json");
    other.make(dropped);

    Claim claim = inbox.claim(dropped.toFile());
    Verdict verdict = inbox.check(claim);
    inbox.replaceByCopy(claim, verdict);

    assertThat(verdict.rejection().reason()).contains(other.words);
    assertThat(verdict.rejection().sha256()).isNull();
    assertThat(verdict.copy()).isNull();
    workFolder.release(claim.id(), claim.fileName(), data.resolve("taken"));
    assertThat(FilePlacement.exists(data.resolve("taken"))).isTrue();
    assertThat(filesIn(data.resolve("work/ldif"))).isEmpty();
  }

  @Test
  void aFileIsNotTakenThroughALinkInThePlaceOfAChannel() throws Exception {
    Path elsewhere = Files.createDirectories(data.resolve("archive"));
    Path foreign = Files.writeString(elsewhere.resolve("apps.json"), LDIF);
    Files.createSymbolicLink(data.resolve("inbox/crm"), elsewhere);

    assertThatThrownBy(() -> inbox.claim(data.resolve("inbox/crm/apps.json").toFile()))
        .isInstanceOf(IOException.class);
    assertThat(foreign).hasContent(LDIF);
    assertThat(filesIn(data.resolve("work/ldif"))).isEmpty();
  }

  @Test
  void aFileOfAChannelIsTakenByTheSameSteps() throws Exception {
    Path crm = Files.createDirectories(data.resolve("inbox/crm"));
    Path dropped = Files.writeString(crm.resolve("apps.json"), LDIF);

    Claim claim = inbox.claim(dropped.toFile());

    assertThat(claim.origin().channel()).isEqualTo("crm");
    assertThat(claim.file()).hasContent(LDIF);
    assertThat(dropped).doesNotExist();
    assertThat(inbox.claim(dropped.toFile())).isNull();
  }

  @Test
  void aFileWithoutReadPermissionIsRejected() throws Exception {
    assumeTrue(OwnerOnly.isSupported(data));
    Path dropped = Files.writeString(data.resolve("inbox/apps.json"), LDIF);
    Files.setPosixFilePermissions(dropped, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(dropped), "root reads everything");

    Verdict verdict = inbox.check(inbox.claim(dropped.toFile()));

    assertThat(verdict.rejection().reason()).contains("permission denied");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileWhoseCheckEndsInAnErrorIsRejected(boolean inMemory) throws Exception {
    Error error = inMemory ? new OutOfMemoryError("Java heap space") : new StackOverflowError();
    ClaimCheck check = new ClaimCheck(channels);
    inbox =
        inboxWith(
            (claim, bytes, file, refusal) -> {
              bytes.readNBytes(3);
              if (refusal == null) {
                throw error;
              }
              return check.of(claim, bytes, file, refusal);
            });
    Claim claim = inbox.claim(Files.writeString(data.resolve("inbox/apps.json"), LDIF).toFile());

    Verdict verdict = inbox.check(claim);
    inbox.replaceByCopy(claim, verdict);

    assertThat(verdict.rejection().reason())
        .isEqualTo("The check of the file ended with " + error + ".");
    assertThat(filesIn(data.resolve("work/ldif"))).containsExactly(claim.file());
    assertThat(claim.file()).hasContent(LDIF);
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(path -> !Files.isDirectory(path)).toList();
    }
  }
}
