package io.github.leanixruns.run;

import static io.github.leanixruns.leanix.HttpAnswers.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonParseException;
import io.github.leanixruns.http.ProxyRefusedException;
import io.github.leanixruns.http.RefusedHostException;
import io.github.leanixruns.leanix.ApiTokenRefusedException;
import io.github.leanixruns.leanix.InvalidAnswerException;
import io.github.leanixruns.leanix.ResultsNotReadyException;
import io.github.leanixruns.leanix.StorageRefusedException;
import jakarta.jms.JMSException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jms.InvalidDestinationException;
import org.springframework.jms.UncategorizedJmsException;

class FailureKindTest {

  static Stream<Arguments> failures() {
    IOException full = new IOException("No space left on device");
    return Stream.of(
        arguments("rate_limited", false, answer(429)),
        arguments("unauthorized", true, refusal(401, "expired")),
        arguments("refused", true, refusal(404, "no such run")),
        arguments("intermediary", false, answer(401)),
        arguments("intermediary", false, answer(404)),
        arguments("proxy", true, new ProxyRefusedException("The proxy refuses its credentials")),
        arguments("proxy", true, answer(407)),
        arguments("redirected", true, answer(302)),
        arguments("server_error", false, answer(503)),
        arguments("server_error", false, answer(408)),
        arguments("hook", true, new HookFailedException("direct://mine", new JMSException("no"))),
        arguments("queue", true, new JMSException("the broker is not available")),
        arguments("queue", true, new InvalidDestinationException(gone())),
        arguments("queue", true, new UncategorizedJmsException(refused())),
        arguments("ledger", true, new SQLException("database is locked")),
        arguments("ledger", true, new SQLException("no connection", refusedConnection())),
        arguments("ledger", true, new IllegalStateException(new SQLException("locked"))),
        arguments("hook", true, new HookFailedException("direct://mine", new SQLException("no"))),
        arguments("program", true, new IllegalStateException("an error in the program")),
        arguments("program", true, new NullPointerException()),
        arguments("program", true, new Exception("unknown")),
        arguments("api_token", true, new ApiTokenRefusedException("refused")),
        arguments("invalid_answer", false, new InvalidAnswerException("no id")),
        arguments("no_results", false, new ResultsNotReadyException("run-1")),
        arguments("storage", false, new StorageRefusedException("HTTP 403")),
        arguments("storage_host", true, new RefusedHostException("evil.example")),
        arguments("invalid_answer", false, new JsonParseException(null, "<html>")),
        arguments(
            "invalid_answer",
            false,
            new GenericFileOperationFailedException(
                "Cannot store", new InvalidAnswerException("cut", new SocketException("reset")))),
        arguments("timed_out", false, new SocketTimeoutException("Read timed out")),
        arguments(
            "timed_out",
            false,
            new GenericFileOperationFailedException("x", new SocketTimeoutException("slow"))),
        arguments("unreachable", false, new ConnectException("Connection refused")),
        arguments("unknown_host", false, new UnknownHostException("acme.leanix.net")),
        arguments("unreachable", false, new SSLException("Connection reset")),
        arguments("certificate", true, handshake(new CertificateException("unknown CA"))),
        arguments("certificate", true, new SSLPeerUnverifiedException("other host")),
        arguments("disk", true, full),
        arguments("disk", true, new GenericFileOperationFailedException("Cannot store", full)),
        arguments("disk", true, new GenericFileOperationFailedException("Cannot rename")),
        arguments("disk", true, new AccessDeniedException("archive")),
        arguments("disk", true, new FileNotFoundException("outbox (Is a directory)")));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void eachFailureHasItsKind(String label, boolean atOnce, Exception failure) {
    FailureKind kind = FailureKind.of(failure);

    assertThat(kind.label()).isEqualTo(label);
    assertThat(kind.attention() == FailureKind.Attention.AT_ONCE).isEqualTo(atOnce);
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void theKindIsFoundByItsLabel(FailureKind kind) {
    assertThat(FailureKind.ofLabel(kind.label())).isSameAs(kind);
  }

  private static jakarta.jms.InvalidDestinationException gone() {
    return new jakarta.jms.InvalidDestinationException("target address does not exist");
  }

  private static JMSException refused() {
    JMSException failure = new JMSException("not connected");
    failure.initCause(refusedConnection());
    return failure;
  }

  private static ConnectException refusedConnection() {
    return new ConnectException("Connection refused");
  }

  private static HttpOperationFailedException answer(int status) {
    return new HttpOperationFailedException("http://x", status, "", null, Map.of(), "");
  }

  private static SSLHandshakeException handshake(Exception cause) {
    SSLHandshakeException failure = new SSLHandshakeException("PKIX path building failed");
    failure.initCause(cause);
    return failure;
  }
}
