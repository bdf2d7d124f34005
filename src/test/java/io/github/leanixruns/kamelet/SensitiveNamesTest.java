package io.github.leanixruns.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.testsupport.LogLines;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.main.Main;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Camel says of the API token at the start of another application, and in its console. */
class SensitiveNamesTest {

  private static final String TOKEN = "a-secret-token";

  private final Main main = new Main();

  @AfterEach
  void stop() {
    main.stop();
  }

  @Test
  void theTokenIsMaskedInTheListsOfPropertiesAtTheStart() {
    main.addInitialProperty("crm.api-token", TOKEN);
    main.addInitialProperty(
        "camel.component.kamelet.template-properties[leanix-run-action].apiToken", TOKEN);
    main.addInitialProperty("camel.main.additionalSensitiveKeywords", "crmKey");

    try (LogLines log = new LogLines("org.apache.camel")) {
      start("{{crm.api-token}}");

      assertThat(log.lines())
          .anyMatch(line -> line.contains("apiToken = xxxxxx"))
          .anyMatch(line -> line.contains("crm.api-token = xxxxxx"))
          .noneMatch(line -> line.contains(TOKEN));
    }
    assertThat(URISupport.sanitizeUri("kamelet:a?crmKey=one&apiToken=two"))
        .isEqualTo("kamelet:a?crmKey=xxxxxx&apiToken=xxxxxx");
  }

  @Test
  void theConsoleOfPropertiesDoesNotShowTheTokenOfTheExample() {
    main.addInitialProperty("leanix.token", TOKEN);
    start("{{leanix.token}}");
    DevConsole properties =
        main.getCamelContext()
            .getCamelContextExtension()
            .getContextPlugin(DevConsoleRegistry.class)
            .resolveById("properties");

    String text = (String) properties.call(DevConsole.MediaType.TEXT);

    assertThat(text).contains("leanix.token = xxxxxx").doesNotContain(TOKEN);
  }

  private void start(String token) {
    main.configure()
        .addRoutesBuilder(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("direct:run")
                    .to("kamelet:leanix-run-action?baseUrl=http://localhost&apiToken=" + token);
              }
            });
    main.start();
  }
}
