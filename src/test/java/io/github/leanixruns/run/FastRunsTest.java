package io.github.leanixruns.run;

import static io.github.leanixruns.leanix.HttpAnswers.answer;
import static io.github.leanixruns.leanix.HttpAnswers.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.ResultsMode;
import io.github.leanixruns.http.ProxyRefusedException;
import io.github.leanixruns.inbox.WorkFolder;
import io.github.leanixruns.leanix.ApiTokenRefusedException;
import io.github.leanixruns.testsupport.LocalFiles;
import io.github.leanixruns.testsupport.Runs;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.junit.jupiter.api.Test;
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
        arguments(answer(403, "<html>"), true),
        arguments(refusal(403, "no"), false),
        arguments(answer(302, ""), true),
        arguments(answer(500, ""), false),
        arguments(answer(502, ""), false),
        arguments(answer(504, ""), false),
        arguments(answer(408, ""), false),
        arguments(new ApiTokenRefusedException("refused"), true),
        arguments(new ConnectException("refused"), true),
        arguments(new ConnectTimeoutException("slow"), true),
        arguments(new NoRouteToHostException("no route"), true),
        arguments(new UnknownHostException("acme"), true),
        arguments(new ProxyRefusedException("refused"), true),
        arguments(new SSLHandshakeException("unknown CA"), true),
        arguments(new SSLException(new CertificateException("unknown CA")), true),
        arguments(new SSLException("Connection reset"), false),
        arguments(new SocketTimeoutException("slow"), false),
        arguments(new SocketException("reset"), false),
        arguments(new IOException("full"), false));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureProvesThatNothingWasExecutedOnlyIfItPrecedesTheExecution(
      Exception failure, boolean surelyNotRun) throws Exception {
    FastRuns fastRuns = LocalFiles.fastRunsIn(work);

    assertThat(fastRuns.isSurelyNotRun(failure, "Bearer a")).isEqualTo(surelyNotRun);
    assertThat(fastRuns.isSurelyNotRun(failure, null)).isTrue();
  }

  @Test
  void aRunIsSentAsAFastRunIfItsChannelSaysSoOrItWasSentAsOneBefore() throws Exception {
    FastRuns fastRuns = LocalFiles.fastRunsIn(work);

    assertThat(fastRuns.isFor(Runs.received().build(), channel(true))).isTrue();
    assertThat(fastRuns.isFor(Runs.received().build(), channel(false))).isFalse();
    assertThat(fastRuns.isFor(Runs.fast().build(), channel(false))).isTrue();
    assertThat(fastRuns.isFor(Runs.created().build(), channel(true))).isFalse();
    assertThat(fastRuns.isFor(Runs.started().build(), channel(true))).isFalse();
  }

  private static Channel channel(boolean fast) {
    return new Channel(
        null, null, null, false, null, fast, true, 50, null, ResultsMode.AUTO, null, null);
  }

  @Test
  void aFastRunIsUnansweredUntilItsAnswerIsInTheWorkFolder() throws Exception {
    WorkFolder folder = new WorkFolder(work);
    FastRuns fastRuns = new FastRuns(folder, LocalFiles.in(folder));
    Run run = Runs.fast().build();

    assertThat(fastRuns.isUnanswered(run)).isTrue();
    assertThat(fastRuns.isUnanswered(Runs.received().build())).isFalse();
    assertThat(fastRuns.isUnanswered(Runs.started().build())).isFalse();

    Files.writeString(folder.answerFileOf(run.id()), "{}");

    assertThat(fastRuns.isUnanswered(run)).isFalse();
  }
}
