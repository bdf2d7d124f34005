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
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadsTest {

  private static final Run RUN = Runs.finished().withId("run").build();
  private static final SignedUrl URL = new SignedUrl("https://storage", "/blob", "sig=x");
  private static final String RESULTS = "{\"content\":[{\"id\":\"1\"}]}";
  private static final int HALF = RESULTS.length() / 2;
  private static final StorageRequest ALL = StorageRequest.get(URL, 0, "bytes=0-", null);
  private static final StorageRequest REST =
      StorageRequest.get(URL, 0, "bytes=" + HALF + "-", "\"1\"");

  @TempDir private Path work;
  private WorkFolder folder;
  private RangedDownloads ranges;
  private Downloads downloads;

  @BeforeEach
  void open() throws Exception {
    folder = new WorkFolder(work);
    CamelContext context = new DefaultCamelContext();
    ranges = new RangedDownloads(folder, new RangedDownloads.Sizes(1_000, 100), 4);
    downloads = new Downloads(folder, true, StorageHosts.of(Settings.of(context)), ranges);
  }

  @Test
  void onlyTheRestOfAPartIsRequested() throws Exception {
    assertThat(next()).isEqualTo(ALL);

    interrupt();

    assertThat(next()).isEqualTo(REST);
  }

  @Test
  void afterAnEmptyAnswerAllIsRequested() throws Exception {
    interrupt();
    answered(206, "\"1\"", "bytes " + HALF + "-99/100", "");

    assertThat(next()).isEqualTo(ALL);
  }

  @Test
  void aRestThatWasNotAnsweredIsRequestedAgain() throws Exception {
    interrupt();
    next();

    assertThat(next()).isEqualTo(REST);
  }

  @Test
  void withoutAStrongEtagNothingIsResumed() throws Exception {
    for (String etag : new String[] {null, "W/\"1\""}) {
      answered(200, etag, null, RESULTS);
      write(RESULTS.substring(0, HALF));

      assertThat(next()).isEqualTo(ALL);
    }
  }

  @Test
  void aDecodedAnswerIsNotResumed() throws Exception {
    Map<String, Object> headers = headers(206, "\"1\"", "bytes 0-9999/10000");
    headers.remove("Content-Length");

    assertThat(ranges.begin(RUN, ALL, stream(RESULTS), headers)).isNull();
    downloads.results(RUN, null, ALL, stream(RESULTS), headers);
    write(RESULTS.substring(0, HALF));

    assertThat(next()).isEqualTo(ALL);
  }

  @ParameterizedTest
  @CsvSource({
    "206, bytes 0-1000/1001,  true",
    "206, bytes 0-999/1000,   false",
    "206, bytes 0-999/9999,   false",
    "206, bytes 1-9998/9999,  false",
    "206, bytes 0-9998/*,     false",
    "206, ,                   false",
    "200, bytes 0-1000/1001,  false",
  })
  void onlyLargeResultsOfAStorageWithRangesAreDownloadedInRanges(
      int status, String contentRange, boolean inRanges) throws Exception {
    Map<String, Object> headers = headers(status, "\"1\"", contentRange);

    assertThat(ranges.begin(RUN, ALL, stream(RESULTS), headers) != null).isEqualTo(inRanges);
    headers.put("ETag", "W/\"1\"");
    assertThat(ranges.begin(RUN, ALL, stream(RESULTS), headers)).isNull();
  }

  @Test
  void aSettingTurnsRangesOff() throws Exception {
    RangedDownloads off = new RangedDownloads(folder, new RangedDownloads.Sizes(1_000, 100), 1);

    assertThat(off.firstRange(RUN)).isNull();
    assertThat(ranges.firstRange(RUN)).isEqualTo("bytes=0-");
  }

  @Test
  void completeResultsAreKept() throws Exception {
    ResultsIntegrityStream results = answered(200, "\"1\"", null, RESULTS);
    write(new String(results.readAllBytes(), StandardCharsets.UTF_8));

    downloads.done(RUN, results);

    assertThat(folder.resultsFileOf("run")).hasContent(RESULTS);
    assertThat(next()).isEqualTo(ALL);
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

  private StorageRequest next() {
    return downloads.next(RUN, URL);
  }

  private ResultsIntegrityStream answered(int status, String etag, String range, String body)
      throws Exception {
    return (ResultsIntegrityStream)
        downloads.results(RUN, null, next(), stream(body), headers(status, etag, range));
  }

  private static Map<String, Object> headers(int status, String etag, String range) {
    Map<String, Object> headers = new HashMap<>();
    headers.put("CamelHttpResponseCode", status);
    headers.put("Content-Length", "1");
    headers.put("ETag", etag);
    headers.put("Content-Range", range);
    return headers;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String part) throws Exception {
    Files.writeString(folder.downloadFileOf("run"), part);
  }
}
