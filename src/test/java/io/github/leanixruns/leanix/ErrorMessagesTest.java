package io.github.leanixruns.leanix;

import static io.github.leanixruns.leanix.HttpAnswers.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorMessagesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"message\":\"no such run\"}                              | no such run",
        "{\"status\":\"ERROR\",\"errors\":[\"one\",\"two\"]}        | one; two",
        "{\"errors\":[[\"one\"],[[\"two\"]]]}                       | one; two",
        "{\"errors\":[{\"value\":\"x\",\"messages\":[\"bad\"]}]}    | {\"value\":\"x\",\"messages\":[\"bad\"]}",
        "{\"errors\":[\"one\"],\"message\":\"more\"}                | one; more",
        "{\"message\":\"more\",\"errors\":[\"one\"]}                | one; more",
        "{\"error\":{\"code\":7,\"message\":\"deep\"}}              | {\"code\":7,\"message\":\"deep\"}",
        "{\"error\":\"invalid_client\",\"error_description\":\"bad credentials\"} | bad credentials; invalid_client",
        "{\"title\":\"Bad Request\",\"detail\":\"id is missing\"}   | id is missing",
        "{\"errorMessage\":\"timeout\"}                             | timeout",
        "{\"errors\":[],\"message\":null}                           | {\"errors\":[],\"message\":null}",
        "{\"code\":17}                                              | {\"code\":17}",
        "[\"one\"]                                                  | [\"one\"]",
        "\"quoted\"                                                 | \"quoted\"",
        "plain words                                                | plain words",
        "{\"message\":\"cut                                         | {\"message\":\"cut",
      })
  void theWordsOfAnAnswerAreFound(String body, String words) {
    assertThat(ErrorMessages.of(body)).isEqualTo(words);
  }

  @Test
  void aPageIsReadWithoutItsMarkup() {
    assertThat(
            ErrorMessages.of(
                """
                <!DOCTYPE html>
                <html><head><style>h1 { color: red }</style>
                <script type="a">if (1 < 2) { alert("x") }</script></head>
                <body><h1>502 Bad Gateway</h1><p>nginx</p></body></html>
                """))
        .isEqualTo("502 Bad Gateway nginx");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a <SCRIPT>hidden</SCRIPT> b <script src=x>hidden < </Script > c | a b c",
        "a <style>hidden<b>hidden</style>b                               | a b",
        "a <script>hidden                                                | a",
        "a <b>b</b> <c                                                   | a b <c",
        "1 > 0                                                           | 1 > 0",
      })
  void markupIsRemovedWhereverItEnds(String page, String words) {
    assertThat(ErrorMessages.of(page)).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<",
        "<script>",
        "<a ",
        "[",
        "{\"a\":",
        "leanix.api-token=x",
        "bearer ",
        "&a",
        "\"]"
      })
  @Timeout(20)
  void aHostilePageTakesTimeInProportionToItsLength(String part) {
    assertThat(ErrorMessages.of(answer(500, part.repeat(4_000_000 / part.length()))))
        .startsWith("HTTP 500");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  \n "})
  void anAnswerWithoutWordsSaysSo(String body) {
    assertThat(ErrorMessages.of(answer(500, body))).isEqualTo("HTTP 500 without a message");
  }

  @Test
  void aPageOfNothingButMarkupIsWithoutWords() {
    assertThat(ErrorMessages.of(answer(502, "<html><body></body></html>")))
        .isEqualTo("HTTP 502 without a message");
  }

  @Test
  void theStatusStandsBeforeTheWords() {
    assertThat(ErrorMessages.of(answer(404, "{\"message\":\"gone\"}")))
        .isEqualTo("HTTP 404, \"gone\"");
    assertThat(ErrorMessages.of((Exception) answer(404, "{\"message\":\"gone\"}")))
        .isEqualTo("HTTP 404, \"gone\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "https://login.acme.com/sso?token=hidden     | a redirect to login.acme.com",
        "https://me:hidden@login.acme.com:8443/#hidden | a redirect to login.acme.com",
        "//login.acme.com/hidden                     | a redirect to login.acme.com",
        "/login?hidden                               | a redirect",
        "no address: hidden                          | a redirect",
        "https://${sys.user.home}/hidden             | a redirect",
        "none                                        | a redirect",
      })
  void aRedirectNamesTheHostItLeadsToAndNothingElse(String location, String words) {
    var answer =
        new HttpOperationFailedException(
            "https://acme.leanix.net", 302, "Found", location, Map.of(), "hidden");

    assertThat(ErrorMessages.of(answer))
        .isEqualTo("HTTP 302, " + words + ", which is not followed. Check leanix.base-url");
  }

  @Test
  void aRedirectOfTheStorageIsNotBlamedOnTheAddressOfTheWorkspace() {
    var answer =
        new HttpOperationFailedException(
            "https://acme.blob.core.windows.net/ldif?sig=hidden",
            307,
            "Redirect",
            "https://login.acme.com",
            Map.of(),
            "");

    assertThat(ErrorMessages.of(answer))
        .isEqualTo(
            "HTTP 307, a redirect to login.acme.com, which is not followed. Check leanix.storage.hosts");
  }

  @Test
  void manyLinesBecomeOne() {
    assertThat(ErrorMessages.of("{\"message\":\" one\\n\\ttwo\\r\\n three \"}"))
        .isEqualTo("one two three");
  }

  @Test
  void veryLongWordsAreCutAfterAThousandCharacters() {
    assertThat(ErrorMessages.of("x".repeat(1_000))).isEqualTo("x".repeat(1_000));
    assertThat(ErrorMessages.of("x".repeat(1_001))).isEqualTo("x".repeat(1_000) + "…");
    assertThat(ErrorMessages.of("{\"message\":\"" + "y".repeat(1_000_000) + "\"}"))
        .isEqualTo("y".repeat(1_000) + "…");
  }

  @Test
  void aCutNeverLeavesHalfACharacter() {
    assertThat(ErrorMessages.of("x".repeat(999) + "🚀🚀")).isEqualTo("x".repeat(999) + "…");
    assertThat(ErrorMessages.of("x".repeat(998) + "🚀🚀")).isEqualTo("x".repeat(998) + "🚀…");
  }

  @Test
  void aFailureSaysWhatIsAtItsBottom() {
    assertThat(
            ErrorMessages.of(new IOException("outer", new ConnectException("Connection refused"))))
        .isEqualTo("Connection refused");
  }

  @Test
  void aFailureWithoutWordsSaysItsKind() {
    assertThat(ErrorMessages.of(new IOException())).isEqualTo("IOException");
    assertThat(ErrorMessages.of(new IOException(" "))).isEqualTo("IOException");
  }

  @Test
  void aFailureThatOnlyNamesAHostOrAFileSaysItsKindAsWell() {
    assertThat(ErrorMessages.of(new UnknownHostException("acme.leanix.net")))
        .isEqualTo("UnknownHostException: acme.leanix.net");
    assertThat(ErrorMessages.of(new NoSuchFileException("/data/apps.json")))
        .isEqualTo("no such file or folder: /data/apps.json. Check that the folder /data exists");
  }

  static Stream<Exception> cutOff() {
    return Stream.of(
        new ConnectionClosedException(
            "Premature end of Content-Length delimited message body (expected: %d; received: %d)",
            94L, 47L),
        new TruncatedChunkException("Truncated chunk (expected size: %d; actual size: %d)", 9L, 4),
        new EOFException("Unexpected end of ZLIB input stream"),
        new InvalidAnswerException("cut off", new ConnectionClosedException("Premature end")),
        new JsonEOFException(null, JsonToken.START_OBJECT, "Unexpected end-of-input"));
  }

  @ParameterizedTest
  @MethodSource
  void cutOff(Exception failure) {
    assertThat(ErrorMessages.of(failure))
        .isEqualTo(
            "The answer was cut off. If this lasts, check the network and the proxies between this"
                + " machine and LeanIX");
  }

  @Test
  void aConnectionWithoutAnAnswerAndADamagedAnswerAreDescribedInWords() {
    assertThat(ErrorMessages.of(new NoHttpResponseException("localhost:1 failed to respond")))
        .startsWith("The connection was closed before the answer. If this lasts, check");
    assertThat(ErrorMessages.of(new ZipException("Not in GZIP format")))
        .startsWith("The answer is damaged: Not in GZIP format. If this lasts, check");
  }

  @Test
  void aLostConnectionToTheLedgerIsNoAnswerThatWasCutOff() {
    SQLException lost = new SQLException("The connection is lost", new EOFException());
    assertThat(ErrorMessages.of(new SQLException("The pool is empty", lost)))
        .isEqualTo("The connection is lost");
  }

  @Test
  void theExchangeOfCamelIsNotPartOfAMessage() {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    assertThat(ErrorMessages.of(new CamelExchangeException("Not valid", exchange)))
        .isEqualTo("Not valid");
  }

  @Test
  void aFailureOfManyLinesIsPutInOne() {
    assertThat(ErrorMessages.of(new IOException("no JSON\n at line 1")))
        .isEqualTo("no JSON at line 1");
  }
}
