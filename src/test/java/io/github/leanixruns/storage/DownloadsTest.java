package io.github.leanixruns.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.http.StorageHosts;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.leanix.InvalidAnswerException;
import io.github.leanixruns.leanix.ResultsIntegrityStream;
import io.github.leanixruns.leanix.SignedUrl;
import io.github.leanixruns.run.Run;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.testsupport.Runs;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadsTest {

  private static final Run RUN = Runs.finished().withId("run").build();
  private static final SignedUrl URL = new SignedUrl("https://storage", "/blob", "sig=x");
  private static final String RESULTS = "{\"content\":[{\"id\":\"1\"}]}";
  private static final int HALF = RESULTS.length() / 2;

  @TempDir private Path work;
  private WorkFolder folder;
  private Downloads downloads;

  @BeforeEach
  void open() throws Exception {
    folder = new WorkFolder(work);
    CamelContext context = new DefaultCamelContext();
    downloads = new Downloads(folder, true, StorageHosts.of(Settings.of(context)));
  }

  @Test
  void onlyTheRestOfAPartIsRequested() throws Exception {
    assertThat(next().from()).isZero();

    interrupt();

    assertThat(next()).isEqualTo(new StorageGet(URL, HALF, "\"1\""));
  }

  @Test
  void afterAnEmptyAnswerAllIsRequested() throws Exception {
    interrupt();
    answered(206, "\"1\"", "bytes " + HALF + "-99/100", "");

    assertThat(next().from()).isZero();
  }

  @Test
  void aRestThatWasNotAnsweredIsRequestedAgain() throws Exception {
    interrupt();
    next();

    assertThat(next().from()).isEqualTo(HALF);
  }

  @Test
  void withoutAStrongEtagNothingIsResumed() throws Exception {
    for (String etag : new String[] {null, "W/\"1\""}) {
      answered(200, etag, null, RESULTS);
      write(RESULTS.substring(0, HALF));

      assertThat(next().from()).isZero();
    }
  }

  @Test
  void completeResultsAreKept() throws Exception {
    ResultsIntegrityStream results = answered(200, "\"1\"", null, RESULTS);
    write(new String(results.readAllBytes(), StandardCharsets.UTF_8));

    downloads.done(RUN, results);

    assertThat(folder.resultsFileOf("run")).hasContent(RESULTS);
    assertThat(next().from()).isZero();
  }

  @Test
  void aFileThatAnotherNodeHasChangedIsDiscarded() throws Exception {
    ResultsIntegrityStream results = answered(200, "\"1\"", null, RESULTS);
    results.readAllBytes();
    write(RESULTS.substring(0, HALF));

    assertThatThrownBy(() -> downloads.done(RUN, results))
        .isInstanceOf(InvalidAnswerException.class);

    assertThat(folder.resultsFileOf("run")).doesNotExist();
    assertThat(folder.downloadFileOf("run")).doesNotExist();
  }

  private void interrupt() throws Exception {
    answered(200, "\"1\"", null, RESULTS);
    write(RESULTS.substring(0, HALF));
  }

  private StorageGet next() {
    return downloads.next(RUN, URL);
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
