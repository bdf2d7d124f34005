package io.github.leanixruns.testsupport;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.PollingPolicy;
import io.github.leanixruns.channel.ResultsMode;
import io.github.leanixruns.ldif.HeaderDefaults;
import io.github.leanixruns.ldif.LdifCheck;
import io.github.leanixruns.leanix.ApiToken;
import io.github.leanixruns.leanix.ApiTokenHealthCheck;
import io.github.leanixruns.leanix.RequestBudget;
import io.github.leanixruns.leanix.Workspace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** ChannelRegistry for tests of what only looks at a part of them. */
public final class TestChannels {

  private TestChannels() {}

  public static Channel at(String baseUrl, boolean perConnector) {
    Clock clock = Clock.systemUTC();
    Workspace workspace =
        new Workspace(
            baseUrl,
            ApiToken.of("secret", "leanix.api-token"),
            new RequestBudget(1),
            clock,
            Duration.ofSeconds(30),
            new ApiTokenHealthCheck("api-token", clock),
            asked -> {
              throw new AssertionError("no token is needed here");
            });
    return new Channel(
        null,
        workspace,
        new LdifCheck(HeaderDefaults.none()),
        false,
        null,
        false,
        perConnector,
        50,
        new PollingPolicy(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofHours(6)),
        ResultsMode.AUTO,
        Path.of("outbox"),
        null);
  }
}
