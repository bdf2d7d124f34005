package io.github.leanixruns.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.leanix.InvalidAnswerException;
import io.github.leanixruns.leanix.SignedUrl;
import io.github.leanixruns.storage.RangedDownload.Progress;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangedDownloadTest {

  private static final SignedUrl URL = new SignedUrl("https://storage", "/blob", "sig=x");
  private static final String ETAG = "\"1\"";
  private static final String RESULTS = "{\"content\":[{\"id\":\"1\"},{\"id\":\"2\"}]}";
  private static final int RANGE = 10;

  @TempDir private Path folder;
  private Path file;
  private Path kept;

  @BeforeEach
  void name() {
    file = folder.resolve("download");
    kept = folder.resolve("ranges");
  }

  @Test
  void allRangesAreRequestedOnce() throws Exception {
    assertThat(missing(open(ETAG)))
        .containsExactly("bytes=0-9", "bytes=10-19", "bytes=20-29", "bytes=30-34");
  }

  @Test
  void hugeResultsHaveLargerRanges() {
    long gigabyte = 1L << 30;

    assertThat(Progress.of(ETAG, gigabyte, 16 << 20).rangeSize()).isEqualTo(16 << 20);
    Progress huge = Progress.of(ETAG, 100 * gigabyte + 1, 16 << 20);
    assertThat(huge.ranges().count()).isEqualTo(1_000);
    assertThat(huge.rangeSize() * 1_000).isGreaterThan(100 * gigabyte);
  }

  @Test
  void rangesArriveInAnyOrder() throws Exception {
    RangedDownload download = open(ETAG);

    for (int range : List.of(2, 0, 3, 1)) {
      write(download, range);
    }

    assertThat(file).hasContent(RESULTS);
    assertThat(download.complete().getElementCount()).isEqualTo(2);
    assertThat(download.complete().getByteCount()).isEqualTo(RESULTS.length());
  }

  @Test
  void afterACrashOnlyTheMissingRangesAreRequested() throws Exception {
    write(open(ETAG), 2);
    write(open(ETAG), 0);

    RangedDownload next = open(ETAG);

    assertThat(missing(next)).containsExactly("bytes=10-19", "bytes=30-34");
    write(next, 3);
    write(next, 1);
    assertThat(file).hasContent(RESULTS);
    assertThat(open(ETAG).complete().getElementCount()).isEqualTo(2);
  }

  @Test
  void aRangeThatIsNotRecordedIsRequestedAgain() throws Exception {
    write(open(ETAG), 0);
    byte[] before = Files.readAllBytes(kept);
    write(open(ETAG), 1);
    // the program died between the write and the record
    Files.write(kept, before);

    assertThat(missing(open(ETAG))).containsExactly("bytes=10-19", "bytes=20-29", "bytes=30-34");
  }

  @Test
  void anotherVersionIsDownloadedFromTheBeginning() throws Exception {
    write(open(ETAG), 0);

    assertThat(missing(open("\"2\""))).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "null", "{\"etag\":\"1\"}"})
  void withADamagedRecordAllRangesAreRequested(String damaged) throws Exception {
    write(open(ETAG), 0);
    Files.writeString(kept, damaged);

    assertThat(missing(open(ETAG))).hasSize(4);
  }

  @Test
  void withoutItsFileAllRangesAreRequested() throws Exception {
    write(open(ETAG), 0);
    Files.delete(file);

    assertThat(missing(open(ETAG))).hasSize(4);
    assertThat(file).hasSize(RESULTS.length());
  }

  @Test
  void aShortAnswerIsNotRecorded() throws Exception {
    RangedDownload download = open(ETAG);

    assertThatThrownBy(() -> download.write(0, stream("{\"con")))
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessageContaining("cut off");

    assertThat(missing(open(ETAG))).hasSize(4);
  }

  @Test
  void moreBytesThanRequestedDoNotReachTheNextRange() throws Exception {
    RangedDownload download = open(ETAG);
    write(download, 1);

    download.write(0, stream(RESULTS.substring(0, RANGE) + "xxx"));
    download.finish();

    assertThat(Files.readString(file)).startsWith(RESULTS.substring(0, 2 * RANGE));
  }

  @Test
  void resultsThatAreNoLdifAreRequestedAgain() throws Exception {
    RangedDownload download = open(ETAG);

    download.write(0, stream("no LDIF, no"));
    assertThatThrownBy(download::finish).isInstanceOf(InvalidAnswerException.class);

    assertThat(missing(open(ETAG))).hasSize(4);
  }

  @Test
  void resultsThatEndTooEarlyAreRequestedAgain() throws Exception {
    RangedDownload download = open(ETAG);
    for (int range : List.of(0, 1, 2)) {
      write(download, range);
    }
    download.write(3, stream("      "));
    download.finish();

    assertThatThrownBy(download::complete).isInstanceOf(InvalidAnswerException.class);

    assertThat(missing(open(ETAG))).hasSize(4);
  }

  @Test
  void afterAFailureNoFurtherRangesAreRequested() throws Exception {
    RangedDownload download = open(ETAG);
    download.next(URL);

    download.stop();

    assertThat(download.next(URL)).isNull();
    assertThat(missing(open(ETAG))).hasSize(4);
  }

  private RangedDownload open(String etag) throws Exception {
    return RangedDownload.open(file, kept, Progress.of(etag, RESULTS.length(), RANGE));
  }

  private static void write(RangedDownload download, int range) throws Exception {
    int from = range * RANGE;
    download.write(
        range, stream(RESULTS.substring(from, Math.min(RESULTS.length(), from + RANGE))));
    download.finish();
  }

  private static List<String> missing(RangedDownload download) {
    List<String> ranges = new ArrayList<>();
    for (StorageRequest get = download.next(URL); get != null; get = download.next(URL)) {
      assertThat(get.etag()).isNotNull();
      ranges.add(get.range());
    }
    return ranges;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
