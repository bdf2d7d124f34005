package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.RunOutcome;
import io.github.leanixruns.testsupport.DocumentationExamples;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** An operator's own routes beside those of the hub. */
class ChainingTest extends HubTestSupport {

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "leanix.channel.reports.test", "false",
        "leanix.channel.quick.fast", "true",
        "camel.component.seda.queue-size", "1",
        "camel.component.kamelet.location", "file:routes");
  }

  @Test
  void theExampleAsksForEverythingAndGetsACopy() throws Exception {
    addExample();
    drop("apps.json", Ldifs.inbound("crm"));
    awaitReceipts("archive", 1);

    Exchange answer = template.send("direct:ask-for-everything", exchange -> {});

    assertThat(answer.getException()).isNull();
    assertThat(answer.getMessage().getHeader("LeanixStage")).isEqualTo("RECEIVED");
    awaitReceipts("archive", 2);
    assertThat(names("copies")).containsExactly("everything.json.1");
    assertThat(json("copies", "everything.json.1"))
        .isEqualTo(json("outbox", names("outbox").get(0)));
    JsonNode receipt =
        awaitReceipts("archive", 2).stream()
            .filter(one -> one.at("/file/name").asText().equals("everything.json"))
            .findFirst()
            .orElseThrow();
    assertThat(receipt.at("/ledgerId").textValue())
        .isEqualTo(answer.getMessage().getHeader("LeanixLedgerId"));
    assertThat(receipt.at("/channel").textValue()).isEqualTo("reports");
  }

  @Test
  void theExampleDoesNotMindARunWithoutResults() throws Exception {
    addExample();
    drop("reports/apps.json", Ldifs.inbound("crm"));

    assertThat(awaitReceipt("archive").at("/channel").textValue()).isEqualTo("reports");
    awaitEmptyWorkFolder();
    assertThat(names("copies")).isEmpty();
  }

  @Test
  void theSinkGoesByItsOwnChannelOnly() {
    Exchange none =
        template.send(
            "kamelet:leanix-inbox-sink",
            exchange -> {
              exchange.getMessage().setBody(Ldifs.inbound("crm"));
              exchange.getMessage().setHeader("LeanixChannel", "reports");
              exchange.setVariable("refusal", "another caller's");
            });

    assertThat(none.getMessage().getHeader("LeanixStage")).isEqualTo("RECEIVED");
    assertThat(awaitReceipt("archive").at("/channel").isNull()).isTrue();
    assertThat(none.getMessage().getHeaders())
        .containsOnlyKeys("LeanixChannel", "LeanixLedgerId", "LeanixStage", "LeanixReason")
        .containsEntry("LeanixChannel", "reports");
    assertThat(none.getVariables()).isEqualTo(Map.of("refusal", "another caller's"));
  }

  @Test
  void theExampleHearsOfWhatFailed() throws Exception {
    addExample();
    drop("bad.json", "{");

    String id = awaitReceipt("failed").at("/ledgerId").textValue();

    await().until(() -> names("failures").contains(id + ".txt"));
    assertThat(text("failures", id + ".txt")).startsWith("bad.json: Line 1, column 2");
  }

  @Test
  void aHookThatFailsHoldsUpTheRunUntilItWorks() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    hear("direct:leanix-finished", exchange -> failTwice(attempts));
    try (LogLines log = new LogLines("leanix.run");
        LogLines ofCamel = new LogLines("org.apache.camel.processor.errorhandler")) {
      drop("all.json", Ldifs.outbound("all"));

      awaitReceipt("archive");

      assertThat(log.lines())
          .anyMatch(
              line ->
                  line.startsWith("WARN [all.json] FINISHED: run ")
                      && line.endsWith(
                          "The hook at direct://leanix-finished failed: not yet. Correct your"
                              + " route; the run waits for it"));
      assertThat(ofCamel.lines()).isEmpty();
    }
    assertThat(attempts).hasValue(3);
    assertThat(names("outbox")).hasSize(1);
    assertThat(started()).isEqualTo(1);
  }

  @Test
  void aFastRunThatFailedKeepsItsAnswerWhileAHookFails() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    hear("direct:leanix-failed", exchange -> failTwice(attempts));
    sandbox.endRuns(RunOutcome.FAILED);
    sandbox.giveWarnings(2);
    drop("quick/apps.json", Ldifs.inbound("crm"));

    await().until(() -> attempts.get() == 3);
    await().until(() -> names("work/ldif").isEmpty());
    JsonNode receipt = awaitReceipt("failed");
    assertThat(receipt.at("/warnings/count").intValue()).isEqualTo(2);
    assertThat(receipt.at("/statistics").isObject()).isTrue();
  }

  @Test
  void aRouteAsideHearsOnceHoweverOftenAnotherFails() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    List<Object> aside = new CopyOnWriteArrayList<>();
    hear(
        "direct:leanix-finished",
        exchange -> {
          assertThat(exchange.getVariable("bearer")).isNull();
          failTwice(attempts);
        });
    hear(
        "seda:leanix-finished", exchange -> aside.add(exchange.getMessage().getBody(String.class)));
    drop("all.json", Ldifs.outbound("all"));

    await().until(() -> names("work/ldif").isEmpty() && attempts.get() == 3);
    await().until(() -> !aside.isEmpty());
    assertThat(aside).hasSize(1).first().asString().contains("\"content\"");
  }

  @Test
  void resultsThatWereTakenAwayAreNotHandedOutAgain() throws Exception {
    List<Exchange> heard = new CopyOnWriteArrayList<>();
    drop("apps.json", Ldifs.inbound("crm"));
    awaitReceipt("archive");
    awaitEmptyWorkFolder();
    hear(
        "direct:leanix-finished",
        exchange -> {
          heard.add(exchange.copy());
          if (heard.size() == 1) {
            Files.delete(Path.of(exchange.getMessage().getBody(File.class).toURI()));
            throw new IllegalStateException("not yet");
          }
        });
    drop("all.json", Ldifs.outbound("all"));

    await().until(() -> receipts("archive").size() == 2);
    awaitEmptyWorkFolder();
    assertThat(names("outbox")).isEmpty();
    assertThat(asked(Call.DOWNLOAD)).isEqualTo(1);
    assertThat(heard).hasSize(2);
    assertThat(heard.get(1).getMessage().getBody()).isNull();
    for (Exchange one : heard) {
      assertThat(one.getMessage().getHeaders())
          .containsEntry("LeanixElementCount", 1L)
          .hasEntrySatisfying(
              "LeanixLocation",
              place -> assertThat((String) place).startsWith(data + "/outbox/all."));
    }
    assertThat(awaitReceipts("archive", 2))
        .extracting(receipt -> receipt.at("/results").textValue())
        .contains((String) heard.get(1).getMessage().getHeader("LeanixLocation"));
  }

  @Test
  void aRouteAsideThatDoesNotKeepUpHoldsUpNothing() throws Exception {
    CountDownLatch mayGoOn = new CountDownLatch(1);
    hear("seda:leanix-finished", exchange -> mayGoOn.await());
    hear("seda:leanix-failed", exchange -> mayGoOn.await());
    try (LogLines log = new LogLines("leanix.run")) {
      for (int i = 0; i < 4; i++) {
        drop("apps" + i + ".json", Ldifs.inbound("crm" + i));
        drop("bad" + i + ".json", "{");
      }

      awaitReceipts("archive", 4);
      awaitReceipts("failed", 4);
      awaitEmptyWorkFolder();
      for (String route : List.of("finished", "failed")) {
        log.await(
            line ->
                line.contains("seda:leanix-" + route + " did not take run ")
                    && line.endsWith("ueue full"));
      }
      await()
          .until(
              () -> log.lines().stream().filter(line -> line.contains("DELIVERED")).count() == 4);
      assertThat(log.lines()).noneMatch(line -> line.contains("retrying"));
    } finally {
      mayGoOn.countDown();
    }
  }

  @Test
  void aHookMayDoAsItLikesWithTheMessageAndItsVariables() throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:leanix-finished")
                .setVariable("run", constant("mine"))
                .setVariable("receipt", constant("mine"))
                .removeHeaders("*")
                .setBody(constant("mine"));
          }
        });
    drop("all.json", Ldifs.outbound("all"));

    assertThat(awaitReceipt("archive").at("/stage").textValue()).isEqualTo("DELIVERED");
  }

  /** Adds a route of another application that returns its failures. */
  private void hear(String endpoint, Processor processor) throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from(endpoint).process(processor);
          }
        });
  }

  private static void failTwice(AtomicInteger attempts) {
    if (attempts.incrementAndGet() < 3) {
      throw new IllegalStateException("not yet");
    }
  }

  private void addExample() throws Exception {
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(
            ResourceHelper.fromString(
                "mine.camel.yaml", DocumentationExamples.of("chaining", "yaml").get(0)));
  }
}
