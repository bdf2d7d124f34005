package io.github.leanixruns.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.testsupport.DocumentationExamples;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import io.github.leanixruns.testsupport.ObservedTestSupport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** Two schedules on the system clock: one with a period and one with a cron expression. */
class ScheduleTest extends ObservedTestSupport {

  private static final String OFTEN = Ldifs.outbound("often");

  private Instant opened;

  @Override
  protected void beforeOpening() throws Exception {
    opened = Instant.now();
    Files.writeString(ldif("often"), OFTEN);
    Files.writeString(ldif("by-seconds"), Ldifs.outbound("by-seconds"));
  }

  @Override
  protected Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(super.settings());
    settings.put("leanix.schedule.often.period", "1s");
    settings.put("leanix.schedule.often.ldif", ldif("often").toString());
    settings.put("leanix.schedule.by-seconds.cron", "* * * * * ?");
    settings.put("leanix.schedule.by-seconds.time-zone", "Asia/Kathmandu");
    settings.put("leanix.schedule.by-seconds.ldif", ldif("by-seconds").toString());
    settings.put("leanix.schedule.by-seconds.channel", "dry-runs");
    settings.put("leanix.channel.dry-runs.test", "true");
    return settings;
  }

  private Path ldif(String name) {
    return data.resolve(name + ".json");
  }

  @Test
  void eachFiringCreatesARunThatIsProcessedLikeADroppedFile() {
    awaiting().until(() -> archived("often").size() >= 3 && archived("by-seconds").size() >= 3);

    String receipt = archived("often").get(0);
    assertThat(json("archive", receipt).at("/stage").textValue()).isEqualTo("DELIVERED");
    assertThat(json("archive", receipt).at("/file/name").textValue()).isEqualTo("often.json");
    assertThat(data.resolve("archive").resolve(receipt.replace("receipt", "ldif")))
        .hasContent(OFTEN);
    assertThat(data.resolve("outbox").resolve(receipt.replace("receipt", "results"))).exists();
    assertThat(ldif("often")).as("the file of the schedule").hasContent(OFTEN);
    assertThat(created("often").get(2))
        .as("the third run, two periods after the first firing")
        .isAfterOrEqualTo(opened.plusSeconds(2));
    assertThat(sandbox.runs())
        .extracting("connectorId", "test")
        .contains(tuple("often", false), tuple("by-seconds", true))
        .doesNotContain(tuple("often", true), tuple("by-seconds", false));
  }

  @Test
  void whileItsLastRunIsOpenAScheduleSkipsFiringsAndCountsThem() throws Exception {
    var held = sandbox.on(Call.STATUS).always().answerStatus("IN_PROGRESS");
    try (LogLines log = new LogLines("leanix.schedule")) {
      awaiting().until(() -> skipped("often") >= 2 && skipped("by-seconds") >= 2);

      assertThat(names("work/ldif"))
          .filteredOn(name -> !name.contains("."))
          .as("the open runs, one of each schedule")
          .hasSize(2);
      assertThat(log.lines())
          .anyMatch(
              line ->
                  line.startsWith(
                      "WARN Schedule often is skipped this time: its last run is still open, ledger id"));
    }

    int often = created("often").size();
    int bySeconds = created("by-seconds").size();
    held.clear();

    awaiting().until(() -> created("often").size() > often);
    awaiting().until(() -> created("by-seconds").size() > bySeconds);
  }

  @Test
  void aMissingFileIsReportedUntilItIsBackAndThenTheRunIsCreated() throws Exception {
    awaiting().until(() -> created("often").size() == 1);
    Files.delete(ldif("often"));

    awaiting().until(() -> get("/observe/health/ready").statusCode() == 503);
    assertThat(get("/observe/health/ready").body())
        .contains(
            "Schedule often did not create a run: the file",
            "often.json is missing or not readable. Check leanix.schedule.often.ldif");
    int before = created("often").size();

    Files.writeString(ldif("often"), OFTEN);

    awaiting().until(() -> created("often").size() > before);
    awaiting().until(() -> get("/observe/health/ready").statusCode() == 200);
  }

  @Test
  void healthShowsTheNextFiringAndTheLastRunOfEachSchedule() throws Exception {
    awaiting().until(() -> schedules().has("often.last") && schedules().has("by-seconds.last"));

    JsonNode schedules = schedules();

    Instant now = Instant.now();
    for (String schedule : List.of("often", "by-seconds")) {
      Instant last = time(schedules, schedule + ".last");
      assertThat(last).as(schedule).isBetween(opened.truncatedTo(ChronoUnit.SECONDS), now);
      assertThat(time(schedules, schedule + ".next"))
          .as(schedule)
          .isBetween(last, now.plusSeconds(1));
    }
    assertThat(OffsetDateTime.parse(schedules.get("by-seconds.next").textValue()).getOffset())
        .isEqualTo(ZoneOffset.ofHoursMinutes(5, 45));
  }

  private JsonNode schedules() throws Exception {
    String command = DocumentationExamples.of("schedules", "sh").get(0);
    String path = command.replaceAll("(?s).*'http://127.0.0.1:9876(.*)'.*", "$1");
    JsonNode health = JSON.readTree(get(path).body());
    for (JsonNode check : health.at("/checks")) {
      if ("schedules".equals(check.at("/name").textValue())) {
        assertThat(check.at("/status").textValue()).isEqualTo("UP");
        return check.at("/data");
      }
    }
    throw new AssertionError("no check schedules in " + health);
  }

  private static Instant time(JsonNode data, String name) {
    return OffsetDateTime.parse(data.get(name).textValue()).toInstant();
  }

  /** Firings are a second apart, and test machines can be slow. */
  private static ConditionFactory awaiting() {
    return await().atMost(Duration.ofSeconds(60));
  }

  /** Returns the receipts of the runs of a schedule. */
  private List<String> archived(String schedule) {
    return receipts("archive").stream().filter(name -> name.startsWith(schedule)).toList();
  }

  /** Returns when LeanIX received the runs of a schedule. */
  private List<Instant> created(String schedule) {
    return runs().stream()
        .filter(run -> schedule.equals(run.connectorId()))
        .map(RunRecord::createdAt)
        .toList();
  }

  private double skipped(String schedule) throws Exception {
    String prefix =
        "leanix_schedule_skipped_total{camelContext=\"leanix-runs\",schedule=\""
            + schedule
            + "\"} ";
    return Arrays.stream(get("/observe/metrics").body().split("\n"))
        .filter(line -> line.startsWith(prefix))
        .mapToDouble(line -> Double.parseDouble(line.substring(prefix.length())))
        .findAny()
        .orElse(0);
  }
}
