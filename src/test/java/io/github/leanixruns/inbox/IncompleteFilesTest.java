package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.ldif.HeaderDefaults;
import io.github.leanixruns.ldif.LdifCheck;
import io.github.leanixruns.ldif.LdifRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncompleteFilesTest {
  private static final Duration SETTLE = Duration.ofSeconds(1);
  private static final Duration TRUNCATED_AFTER = Duration.ofMinutes(1);
  private static final String HALF = "{\"connectorType\": \"cmdb\", \"content\": [";

  @TempDir Path data;
  private Path inbox;
  private Path work;
  private WorkFolder workFolder;
  private IncompleteFiles incompleteFiles;

  @BeforeEach
  void createFolders() throws IOException {
    inbox = Files.createDirectory(data.resolve("inbox"));
    work = OwnerOnly.createDirectories(data.resolve("work"));
    workFolder = new WorkFolder(work);
    incompleteFiles =
        new IncompleteFiles(inbox, data.resolve("processors"), workFolder, SETTLE, TRUNCATED_AFTER);
  }

  @Test
  void aTruncatedFileGoesBackAndSettlesLonger() throws Exception {
    Claim claim = claim(HALF, Origin.INBOX);
    Verdict verdict = check(claim);
    assertThat(incompleteFiles.isIncomplete(claim, verdict)).isTrue();

    incompleteFiles.putBack(claim, verdict);

    Path file = inbox.resolve("half.json");
    assertThat(file).hasContent(HALF);
    assertThat(verdict.copy()).doesNotExist();
    assertThat(workFolder.claims(false)).isEmpty();
    assertThat(incompleteFiles.settle(file.toFile())).isEqualTo(TRUNCATED_AFTER);
  }

  @Test
  void aTruncatedFileThatDidNotChangeIsRejected() throws Exception {
    Claim claim = claim(HALF, Origin.INBOX);
    incompleteFiles.putBack(claim, check(claim));

    Claim again = workFolder.claim(inbox.resolve("half.json").toFile(), Origin.INBOX);

    assertThat(incompleteFiles.isIncomplete(again, check(again))).isFalse();
  }

  @Test
  void aTruncatedFileThatGrewIsCheckedOnceMore() throws Exception {
    Claim claim = claim(HALF, Origin.INBOX);
    incompleteFiles.putBack(claim, check(claim));
    Path file = inbox.resolve("half.json");
    Files.writeString(file, "{", StandardOpenOption.APPEND);
    assertThat(incompleteFiles.settle(file.toFile())).isEqualTo(SETTLE);

    Claim again = workFolder.claim(file.toFile(), Origin.INBOX);

    assertThat(incompleteFiles.isIncomplete(again, check(again))).isTrue();
  }

  @Test
  void aFileThatGrewAfterTheCheckIsIncomplete() throws Exception {
    Claim claim = claim("[]", Origin.INBOX);
    Verdict verdict = check(claim);
    Files.writeString(claim.file(), " ", StandardOpenOption.APPEND);

    assertThat(incompleteFiles.isIncomplete(claim, verdict)).isTrue();
  }

  @Test
  void anLdifThatWasNotDroppedIsNeverIncomplete() throws Exception {
    Claim claim = claim(HALF, Origin.of("queue", null));

    assertThat(incompleteFiles.isIncomplete(claim, check(claim))).isFalse();
  }

  @Test
  void aNewFileOfTheSameNameIsNotReplaced() throws Exception {
    Claim claim = claim(HALF, Origin.INBOX);
    Files.writeString(inbox.resolve("half.json"), "new");

    incompleteFiles.putBack(claim, check(claim));

    assertThat(inbox.resolve("half.json")).hasContent("new");
    assertThat(inbox.resolve(claim.id() + "-half.json")).hasContent(HALF);
  }

  @Test
  void aFileIsPutBackOnceIfTheProcessWasKilledInBetween() throws Exception {
    Claim claim = claim(HALF, Origin.INBOX);
    Verdict verdict = check(claim);
    Files.createLink(inbox.resolve("half.json"), claim.file());

    incompleteFiles.putBack(claim, verdict);

    try (Stream<Path> files = Files.list(inbox)) {
      assertThat(files).containsExactly(inbox.resolve("half.json"));
    }
    assertThat(workFolder.claims(false)).isEmpty();
  }

  @Test
  void aFileOfAChannelGoesBackToTheFolderOfTheChannel() throws Exception {
    Files.createDirectory(inbox.resolve("crm"));
    Claim claim = claim(HALF, Origin.of("inbox", "crm"));

    incompleteFiles.putBack(claim, check(claim));

    assertThat(inbox.resolve("crm/half.json")).hasContent(HALF);
    assertThat(workFolder.remembered()).isEmpty();
  }

  @Test
  void aFileDoesNotGoBackToAFolderThatIsGoneOrALink() throws Exception {
    Claim claim = claim(HALF, Origin.of("inbox", "crm"));
    Verdict verdict = check(claim);
    assertThat(incompleteFiles.isIncomplete(claim, verdict)).isFalse();

    Files.createSymbolicLink(inbox.resolve("crm"), Files.createDirectory(data.resolve("other")));

    assertThat(incompleteFiles.isIncomplete(claim, verdict)).isFalse();
  }

  private Claim claim(String content, Origin origin) throws IOException {
    Path dropped = Files.writeString(data.resolve("half.json"), content);
    return workFolder.claim(dropped.toFile(), origin);
  }

  /** Checks a copy, as the inbox does with dropped files. */
  private Verdict check(Claim claim) throws IOException {
    Path copy = Files.copy(claim.file(), workFolder.newPart());
    Verdict verdict = verdict(copy);
    return claim.origin().isDropped() ? verdict.ofCopy(copy) : verdict;
  }

  private static Verdict verdict(Path file) throws IOException {
    try {
      return Verdict.ofLdif(new LdifCheck(HeaderDefaults.none()).check(file));
    } catch (LdifRejectedException e) {
      return Verdict.ofRejection(e);
    }
  }
}
