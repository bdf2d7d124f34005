package io.github.leanixruns.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.ObservedTestSupport;
import io.github.leanixruns.testsupport.RawHttp;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Health and metrics as a monitoring system reads them, over real HTTP. */
class ObserveTest extends ObservedTestSupport {

  @Test
  void anIdleHubIsLiveAndReady() throws Exception {
    for (String path : new String[] {"", "/live", "/ready"}) {
      HttpResponse<String> answer = get("/observe/health" + path);

      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(JSON.readTree(answer.body()).at("/status").textValue()).isEqualTo("UP");
    }
  }

  @Test
  void itListensOnTheLoopbackAddressOnly() throws Exception {
    assertThat(server().getHost()).isEqualTo("127.0.0.1");
    assertThat(InetAddress.getByName(server().getHost()).isLoopbackAddress()).isTrue();
  }

  @Test
  void itAnswersOnlyToHostsOfItsOwnAndWithoutHttp2() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server().getPort() + "/observe/health/live");

    for (String host : List.of("evil.example", "evil.example:80", "localhost.evil.example")) {
      assertThat(RawHttp.get(uri, host)).as(host).startsWith("HTTP/1.1 421 ");
    }
    for (String host : List.of("localhost:1", "127.0.0.1", "[::1]:80", "10.0.0.7:9876")) {
      assertThat(RawHttp.get(uri, host)).as(host).startsWith("HTTP/1.1 200 ");
    }
    assertThat(
            RawHttp.get(
                uri,
                "localhost",
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(RawHttp.send(uri, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
        .as("a text, and not a frame of HTTP/2")
        .endsWith(" 501 Not Implemented");
  }

  @Test
  void aRefusedTokenMakesTheHubNotReadyButKeepsItLive() throws Exception {
    sandbox.refuseApiToken();
    drop("apps.json", Ldifs.inbound("crm"));

    await().until(() -> get("/observe/health/ready").statusCode() == 503);
    assertThat(get("/observe/health/ready").body())
        .contains("LeanIX refuses the API token", "leanix.api-token")
        .doesNotContain(sandbox.apiToken());
    assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
    assertThat(metrics())
        .contains("leanix_retries_total{camelContext=\"leanix-runs\",cause=\"api_token\"}");

    sandbox.acceptApiToken();
    await().until(() -> get("/observe/health/ready").statusCode() == 200);
    awaitReceipt("archive");
  }

  @Test
  void anOutageOfLeanixNeedsNoAttention() throws Exception {
    var outage = sandbox.on(Call.CREATE).always().answer(503);
    drop("apps.json", Ldifs.inbound("crm"));
    await().until(() -> outage.hits() >= 3);

    assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);

    outage.clear();
    awaitReceipt("archive");
  }

  @Test
  void anOutboxThatIsNotWritableNeedsAttention() throws Exception {
    Files.delete(data.resolve("outbox"));
    Files.writeString(data.resolve("outbox"), "a file where the folder should be");
    drop("apps.json", Ldifs.outbound("all"));

    await().until(() -> get("/observe/health/ready").statusCode() == 503);
    assertThat(get("/observe/health/ready").body())
        .contains(
            "1 run needs attention, for example [apps.json]", data.resolve("outbox").toString())
        .doesNotContain("\\");

    Files.delete(data.resolve("outbox"));
    awaitReceipt("archive");
    assertThat(names("outbox")).hasSize(1);
    await().until(() -> get("/observe/health/ready").statusCode() == 200);
  }

  @Test
  void aFileThatCannotBeMovedNeedsAttention() throws Exception {
    Path ldifs = data.resolve("work/ldif");
    Files.delete(ldifs);
    Files.writeString(ldifs, "a file where the folder should be");
    drop("apps.json", Ldifs.inbound("crm"));

    await().until(() -> get("/observe/health/ready").statusCode() == 503);
    assertThat(get("/observe/health/ready").body())
        .contains("Files cannot be moved out of the inbox", "apps.json");
    assertThat(value("leanix_oldest_waiting_file_age_seconds")).isPositive();

    Files.delete(ldifs);
    Files.createDirectory(ldifs);
    awaitReceipt("archive");
    await().until(() -> get("/observe/health/ready").statusCode() == 200);
  }

  @Test
  void eventsAreCounted() throws Exception {
    sandbox.on(Call.STATUS).once().answer(429);
    String ldif = Ldifs.outbound("all");
    drop("apps.json", ldif);
    awaitReceipt("archive");
    drop("bad.json", "{");
    awaitReceipt("failed");

    await()
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .contains(
                        "leanix_runs_ended_total{camelContext=\"leanix-runs\","
                            + "connector=\"report/all/1.0.0/outbound\",stage=\"DELIVERED\"} 1.0",
                        "leanix_runs_ended_total{camelContext=\"leanix-runs\","
                            + "connector=\"none\",stage=\"REJECTED\"} 1.0"));
    long resultBytes = Files.size(data.resolve("outbox").resolve(names("outbox").get(0)));
    assertThat(metrics())
        .contains(
            "leanix_retries_total{camelContext=\"leanix-runs\",cause=\"rate_limited\"} 1.0",
            "leanix_token_renewals_total{camelContext=\"leanix-runs\"} 1.0",
            "leanix_ldif_bytes_total{camelContext=\"leanix-runs\"} " + (double) ldif.length(),
            "leanix_results_bytes_total{camelContext=\"leanix-runs\"} " + (double) resultBytes)
        .contains("# HELP leanix_runs_ended_total Runs that have ended, by stage and connector")
        .contains("# HELP camel_route_policy_seconds Duration of steps and of calls of LeanIX")
        .containsPattern(
            "leanix_run_seconds_bucket\\{[^}]*stage=\"DELIVERED\"[^}]*le=\"21600.0\"} 1")
        .containsPattern("camel_route_policy_seconds_count\\{[^}]*routeId=\"run-step\"")
        .containsPattern("camel_route_policy_seconds_count\\{[^}]*routeId=\"leanix-api-create\"")
        .containsPattern("jvm_memory_used_bytes\\{");
  }

  @Test
  void openRunsAreShownByStageAndConnector() throws Exception {
    sandbox.letRunsTake(Duration.ofMinutes(1));
    drop("first.json", Ldifs.inbound("crm", "first"));
    drop("second.json", Ldifs.inbound("crm", "second"));

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .contains(
                        "leanix_runs_open{connector=\"cmdb/crm/1.0.0/inbound\",stage=\"STARTED\"} 1.0",
                        "leanix_runs_open{connector=\"cmdb/crm/1.0.0/inbound\",stage=\"RECEIVED\"} 1.0"));
    assertThat(value("leanix_oldest_waiting_file_age_seconds")).isPositive();
    assertThat(value("leanix_last_answer_age_seconds")).isBetween(0.0, 60.0);
  }

  private double value(String metric) throws Exception {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(metric + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private String metrics() throws Exception {
    HttpResponse<String> answer = get("/observe/metrics");
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    return answer.body();
  }
}
