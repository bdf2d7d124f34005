package io.github.leanixruns.run;

import static io.github.leanixruns.leanix.HttpAnswers.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.leanixruns.http.ProxyRefusedException;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.leanix.Answers;
import io.github.leanixruns.leanix.ApiTokenRefusedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FastRunsTest {

  @TempDir private Path work;

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(answer(429, ""), true),
        arguments(answer(503, ""), true),
        arguments(answer(401, ""), true),
        arguments(answer(302, ""), true),
        arguments(answer(500, ""), false),
        arguments(answer(502, ""), false),
        arguments(answer(504, ""), false),
        arguments(answer(408, ""), false),
        arguments(new ApiTokenRefusedException("refused"), true),
        arguments(new ConnectException("refused"), true),
        arguments(new ConnectTimeoutException("slow"), true),
        arguments(new NoRouteToHostException("no way"), true),
        arguments(new UnknownHostException("acme"), true),
        arguments(new ProxyRefusedException("refused"), true),
        arguments(new SSLHandshakeException("unknown CA"), true),
        arguments(new SSLException(new CertificateException("unknown CA")), true),
        arguments(new SSLException("broken off"), false),
        arguments(new SocketTimeoutException("slow"), false),
        arguments(new SocketException("reset"), false),
        arguments(new IOException("full"), false));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void onlyWhatComesBeforeTheRequestOrRefusesItMeansThatNothingWasRun(
      Exception failure, boolean surelyNotRun) throws Exception {
    FastRuns fastRuns = new FastRuns(new WorkFolder(work), new Answers(Clock.systemUTC()));

    assertThat(fastRuns.isSurelyNotRun(failure, "Bearer a")).isEqualTo(surelyNotRun);
  }
}
