package io.github.leanixruns.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.leanix.InvalidAnswerException;
import io.github.leanixruns.leanix.ResultsIntegrityStream;
import io.github.leanixruns.leanix.SignedUrl;
import io.github.leanixruns.run.Run;
import io.github.leanixruns.testsupport.Runs;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadsTest {

  private static final Run RUN = Runs.finished().withId("run").build();
  private static final SignedUrl ADDRESS = new SignedUrl("https://storage", "/blob", "sig=x");
  private static final String RESULTS = "{\"content\":[{\"id\":\"1\"}]}";
  private static final int HALF = RESULTS.length() / 2;

  @TempDir private Path work;
  private WorkFolder folder;
  private Downloads downloads;

  @BeforeEach
  void open() throws Exception {
    folder = new WorkFolder(work);
    downloads = new Downloads(folder, true);
  }

  @Test
  void aRestIsAskedForOnlyWhereAPartIsThere() throws Exception {
    assertThat(next().from()).isZero();

    cutOff();

    assertThat(next()).isEqualTo(new StorageGet(ADDRESS, HALF, "\"1\""));
  }

  @Test
  void aRestThatBroughtNothingIsNotAskedForAgain() throws Exception {
    cutOff();
    answered(206, "\"1\"", "bytes " + HALF + "-99/100", "");

    assertThat(next().from()).isZero();
  }

  @Test
  void aRestThatWasNotAnsweredIsAskedForAgain() throws Exception {
    cutOff();
    next();

    assertThat(next().from()).isEqualTo(HALF);
  }

  @Test
  void withoutAnEtagOfItsVersionNothingIsPutTogether() throws Exception {
    for (String etag : new String[] {null, "W/\"1\""}) {
      answered(200, etag, null, RESULTS);
      write(RESULTS.substring(0, HALF));

      assertThat(next().from()).isZero();
    }
  }

  @Test
  void resultsThatAreWholeAreKept() throws Exception {
    ResultsIntegrityStream whole = answered(200, "\"1\"", null, RESULTS);
    write(new String(whole.readAllBytes(), StandardCharsets.UTF_8));

    downloads.done(RUN, whole);

    assertThat(folder.resultsFileOf("run")).hasContent(RESULTS);
    assertThat(next().from()).isZero();
  }

  @Test
  void whatSomebodyElseHasWrittenIsNotKept() throws Exception {
    ResultsIntegrityStream whole = answered(200, "\"1\"", null, RESULTS);
    whole.readAllBytes();
    write(RESULTS.substring(0, HALF));

    assertThatThrownBy(() -> downloads.done(RUN, whole)).isInstanceOf(InvalidAnswerException.class);

    assertThat(folder.resultsFileOf("run")).doesNotExist();
    assertThat(folder.downloadFileOf("run")).doesNotExist();
  }

  private void cutOff() throws Exception {
    answered(200, "\"1\"", null, RESULTS);
    write(RESULTS.substring(0, HALF));
  }

  private StorageGet next() {
    return downloads.next(RUN, ADDRESS);
  }

  private ResultsIntegrityStream answered(int status, String etag, String range, String body)
      throws Exception {
    InputStream answer = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    return (ResultsIntegrityStream) downloads.results(RUN, next(), answer, status, etag, range);
  }

  private void write(String part) throws Exception {
    Files.writeString(folder.downloadFileOf("run"), part);
  }
}
