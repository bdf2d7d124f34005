package io.github.leanixruns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A route that Camel refuses is named with its file, its line and the cause. */
class StartFailureTest {

  private static final String CANNOT_START =
      "leanix-runs cannot start: the route mine is invalid: ";
  private static final String ROUTE =
      """
      - route:
          id: mine
          from:
            uri: direct:mine
            steps:
              - to:
                  uri: log:mine
              - to:
                  uri: log:last
      """;
  private static final String TEMPLATE =
      """
      - templatedRoute:
          routeId: mine
          routeTemplateRef: template
          parameters:
            - {name: event, value: finished}
      - routeTemplate:
          id: template
          parameters:
            - name: event
          route:
            from:
              uri: direct:mine-{{event}}
              steps:
                - multicast:
                    steps:
                      - to:
                          uri: log:mine-{{event}}
                - to:
                    uri: log:last
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          direct:mine   | dirct:mine           | No endpoint could be found for: dirct://mine   | 4 | 12
          log:last      | lg:last              | No endpoint could be found for: lg://last      | 8 | 18
          log:last      | bean:noSuchBean      | No bean could be found in the registry for: no | 8 | 18
          log:last      | log:{{no.such.name}} | Property with key [no.such.name] not found     | 8 | 18
          log:mine      | lg:mine              | No endpoint could be found for: lg://mine      | 6 | 14
          """)
  void aRefusedRouteIsNamedWithItsFileItsLineAndTheCause(
      String uri, String mistake, String cause, int line, int lineOfTemplate) throws Exception {
    Path file = folder.resolve("mine.camel.yaml");

    assertThat(started(file, ROUTE.replace(uri, mistake)))
        .startsWith("leanix-runs cannot start: file:" + file + ", line " + line + ": the route")
        .contains(" is invalid: " + cause);
    assertThat(started(file, TEMPLATE.replace(uri, mistake)))
        .startsWith(
            "leanix-runs cannot start: file:" + file + ", line " + lineOfTemplate + ": the route")
        .contains(" is invalid: " + cause);
  }

  @Test
  void aFailureIsDescribedAlsoIfItsPlaceCannotBeFound() {
    Throwable failure =
        new FailedToCreateRouteException(
            "mine", null, "Route[]", "To[dirct:mine]", new IllegalStateException("the cause"));

    for (CamelContext context : new CamelContext[] {null, new DefaultCamelContext()}) {
      assertThat(StartFailure.describe(failure, context)).isEqualTo(CANNOT_START + "the cause.");
    }
  }

  private static String started(Path file, String routes) throws Exception {
    Files.writeString(file, routes);
    Main main = new Main();
    main.setDefaultPropertyPlaceholderLocation("false");
    main.configure().setRoutesIncludePattern("file:" + file);
    try {
      return StartFailure.describe(catchThrowable(main::start), main.getCamelContext());
    } finally {
      main.stop();
    }
  }
}
