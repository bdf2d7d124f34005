package io.github.leanixruns.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.apache.camel.main.MainConfigurationProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A developer edits a route file while the hub runs. */
class RouteReloadTest extends HubTestSupport {

  private LogLines log;
  private Path home;

  @Override
  protected Map<String, String> settings() {
    return Map.of("leanix.home", home.toString());
  }

  @Override
  protected void configure(MainConfigurationProperties configuration) {
    super.configure(configuration);
    configuration.setRoutesReloadEnabled(true);
    configuration.setRoutesReloadDirectory(home.resolve("routes").toString());
    configuration.setRoutesReloadPattern("*.camel.yaml");
  }

  @Override
  protected void beforeOpening() throws Exception {
    home = Files.createDirectory(data.resolve("home"));
    Path routes = Files.createDirectory(home.resolve("routes"));
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      for (Path file : files.toList()) {
        Files.copy(file, routes.resolve(file.getFileName()));
      }
    }
  }

  @BeforeEach
  void watchTheLog() {
    log = new LogLines("leanix");
  }

  @AfterEach
  void stopWatching() {
    log.close();
  }

  @Test
  void anEditIsActiveAndARunThatWaitsGoesOn() throws Exception {
    var running = sandbox.on(Call.STATUS).always().answerStatus("IN_PROGRESS");
    drop("before.json", Ldifs.inbound("one"));
    await().until(() -> running.hits() > 0);
    List<Route> others = routesBeside("run.camel.yaml");

    edit("run", "] CREATED: run", "] EDITED: run");
    running.clear();
    awaitReceipt("archive");
    assertThat(routesBeside("run.camel.yaml")).isEqualTo(others);

    edit("inbox", "] RECEIVED: ", "] EDITED TOO: ");
    List<Route> ofTemplate =
        Stream.of("leanix-api-status", "leanix-api-storage").map(context::getRoute).toList();
    edit("leanix-api", "- routeTemplate:", "# edited\n- routeTemplate:");
    assertThat(ofTemplate)
        .as("the second one is in another file")
        .noneMatch(route -> route == context.getRoute(route.getId()));
    try (LogLines runs = new LogLines("leanix.run")) {
      drop("after.json", Ldifs.inbound("two"));
      awaitReceipts("archive", 2);
      assertThat(runs.lines())
          .anyMatch(line -> line.startsWith("INFO [after.json] EDITED: run"))
          .anyMatch(line -> line.startsWith("INFO [after.json] EDITED TOO: "));
    }
    assertThat(started()).isEqualTo(2);
  }

  @Test
  void aBrokenEditIsReportedAndChangesNothing() throws Exception {
    String noComponent =
        "- route:\n    id: run-step\n    from:\n      uri: no-such:component\n      steps: []\n";
    write("run", "- route: [");
    await().until(() -> refused() == 1);
    write("run", noComponent);
    await().until(() -> refused() == 2);

    drop("after.json", Ldifs.inbound("one"));

    awaitReceipt("archive");
    assertThat(log.lines())
        .filteredOn(line -> line.contains("cannot be loaded"))
        .allMatch(
            line -> line.startsWith("WARN ") && line.endsWith("Its routes stay as they were."))
        .noneMatch(line -> line.contains("^"))
        .anyMatch(line -> line.contains(", line 2, column 1. Its routes"));
  }

  private long refused() {
    return log.lines().stream()
        .filter(line -> line.contains("run.camel.yaml cannot be loaded: "))
        .count();
  }

  private List<Route> routesBeside(String file) {
    return context.getRoutes().stream()
        .filter(route -> !String.valueOf(route.getSourceLocation()).contains("/" + file))
        .toList();
  }

  private void edit(String name, String before, String after) throws IOException {
    String text = Files.readString(file(name));
    assertThat(text).contains(before);
    write(name, text.replace(before, after));
    log.await(line -> line.contains(name + ".camel.yaml is loaded again"));
  }

  private void write(String name, String text) throws IOException {
    Path part = Files.writeString(home.resolve("part"), text);
    Files.move(part, file(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path file(String name) {
    return home.resolve("routes/" + name + ".camel.yaml");
  }
}
