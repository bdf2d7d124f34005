package io.github.leanixruns.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kamelet in an application without the hub; ChainingTest has it with the hub. */
@Timeout(20)
class InboxSinkTest {

  private final DefaultCamelContext context = new DefaultCamelContext();

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void anApplicationWithoutTheHubFailsAtOnce() {
    context.start();

    Exchange answer =
        context
            .createProducerTemplate()
            .send(
                "kamelet:leanix-inbox-sink?channel=reports",
                exchange -> {
                  exchange.getMessage().setBody("an LDIF");
                  exchange.getMessage().setHeader("LeanixStage", "mine");
                  exchange.setVariable("origin", "mine");
                });

    assertThat(answer.getException())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("This application has no leanix-runs hub");
    assertThat(answer.getMessage().getBody()).isEqualTo("an LDIF");
    assertThat(answer.getMessage().getHeaders()).isEqualTo(Map.of("LeanixStage", "mine"));
    assertThat(answer.getVariables()).isEqualTo(Map.of("origin", "mine"));
  }
}
