package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A failure is told to the endpoint that leanix.failed.notify names. */
class NotifyTest extends HubTestSupport {

  private final List<Exchange> told = new CopyOnWriteArrayList<>();
  private volatile boolean outOfOrder;

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.failed.notify", "direct:on-call?failIfNoConsumers=true");
  }

  @BeforeEach
  void listen() throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("direct:on-call")
                .process(
                    exchange -> {
                      if (outOfOrder) {
                        throw new IllegalStateException("no answer");
                      }
                      told.add(exchange.copy());
                    });
          }
        });
  }

  @Test
  void aFailedRunIsToldOnceWithItsReceipt() throws Exception {
    sandbox.on(Call.CREATE).once().answer(422, Map.of(), "{\"errors\":[\"no such ${body}\"]}");
    drop("apps.json", Ldifs.inbound("crm"));
    JsonNode receipt = awaitReceipt("failed");

    await().until(() -> told.size() == 1);
    assertThat(JSON.readTree(told.get(0).getMessage().getBody(byte[].class))).isEqualTo(receipt);
    assertThat(told.get(0).getMessage().getHeaders())
        .containsEntry("LeanixFileName", "apps.json")
        .containsEntry("LeanixStage", "FAILED")
        .containsEntry("LeanixReason", receipt.at("/reason").textValue());
    assertThat(receipt.at("/reason").textValue()).contains("no such ${body}");
  }

  @Test
  void aRejectedFileIsToldAndADeliveredOneIsNot() throws Exception {
    drop("bad.json", "{");
    drop("good.json", Ldifs.inbound("crm"));
    awaitReceipt("archive");
    awaitReceipt("failed");

    await().until(() -> told.size() == 1);
    assertThat(told.get(0).getMessage().getHeader("LeanixStage")).isEqualTo("REJECTED");
  }

  @Test
  void anEndpointThatCannotBeToldHoldsUpNothing() throws Exception {
    outOfOrder = true;
    try (LogLines log = new LogLines("leanix.run")) {
      drop("bad.json", "{");
      drop("good.json", Ldifs.inbound("crm"));
      awaitReceipt("archive");
      awaitReceipt("failed");

      await()
          .untilAsserted(
              () ->
                  assertThat(log.lines())
                      .anyMatch(
                          line ->
                              line.startsWith(
                                      "WARN [bad.json] leanix.failed.notify did not take run")
                                  && line.endsWith("no answer")));
    }
    await().until(() -> names("work/ldif").isEmpty());
  }
}
