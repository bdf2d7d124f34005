package io.github.leanixruns.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.leanixruns.run.FailureKind;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alert rules and the dashboard use what the program measures. */
class AlertsTest {

  private static final Path RULES = Path.of("src", "main", "prometheus", "alerts.yaml");
  private static final Path DASHBOARD = Path.of("src", "main", "grafana", "leanix-runs.json");
  private static final Pattern METRIC = Pattern.compile("\\b(?:leanix|camel|jvm)_\\w+");
  // of Camel and Micrometer; ObserveTest reads them
  private static final List<String> OF_LIBRARIES =
      List.of("camel_route_policy_seconds", "jvm_memory_used_bytes");

  private static final List<String> STAGES = List.of("DELIVERED", "FAILED", "STOPPED", "REJECTED");

  private final List<String> expressions = new ArrayList<>();

  @Test
  void rulesAndDashboardUseOnlyMetricsOfTheProgram() throws IOException {
    readExpressions();
    Set<String> known = registered();

    assertThat(
            expressions.stream()
                .flatMap(text -> METRIC.matcher(text).results())
                .map(found -> found.group().replaceFirst("_(bucket|count|sum|max)$", "")))
        .hasSizeGreaterThan(20)
        .allMatch(metric -> known.contains(metric) || OF_LIBRARIES.contains(metric));
    assertThat(labels("cause"))
        .isNotEmpty()
        .allMatch(
            cause ->
                Arrays.stream(FailureKind.values()).anyMatch(kind -> kind.label().equals(cause)));
    assertThat(labels("stage")).isNotEmpty().allMatch(STAGES::contains);
  }

  @Test
  void thePageOnOperationsListsTheMetricsAndTheAlerts() throws IOException {
    String page = Files.readString(Path.of("docs", "operations.md"));

    assertThat(registered()).hasSizeGreaterThan(9).allMatch(page::contains);
    for (JsonNode rule : rules()) {
      assertThat(rule.at("/labels/severity").textValue()).isIn("critical", "warning");
      assertThat(rule.at("/annotations/summary").textValue()).isNotBlank();
      assertThat(rule.at("/annotations/description").textValue()).isNotBlank();
      assertThat(page).contains("| `" + rule.get("alert").textValue() + "` |");
    }
  }

  @Test
  void promtoolAcceptsTheRulesAndTheirTests() throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
        "promtool is not installed");

    Process promtool =
        new ProcessBuilder(
                "promtool", "test", "rules", RULES.resolveSibling("alerts.test.yaml").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(promtool.exitValue()).as(output).isZero();
  }

  private void readExpressions() throws IOException {
    for (JsonNode rule : rules()) {
      expressions.add(rule.get("expr").textValue());
    }
    expressions.addAll(new ObjectMapper().readTree(DASHBOARD.toFile()).findValuesAsText("expr"));
  }

  private static JsonNode rules() throws IOException {
    return new ObjectMapper(new YAMLFactory()).readTree(RULES.toFile()).at("/groups/0/rules");
  }

  private Stream<String> labels(String name) {
    return expressions.stream()
        .flatMap(text -> Pattern.compile("\\b" + name + "=~?\"([^\"]+)\"").matcher(text).results())
        .flatMap(found -> Stream.of(found.group(1).split("\\|")));
  }

  /** Returns the metrics that routes count and that Java registers, as Prometheus names them. */
  private static Set<String> registered() throws IOException {
    Set<String> names = new TreeSet<>();
    Pattern counted = Pattern.compile("micrometer:counter:([a-z.]+)");
    Pattern built =
        Pattern.compile("(?s)(\\w+)\\.builder\\(\\s*\"(leanix\\.[a-z.]+)\"(.*?)\\.register\\(");
    for (Path file : files("routes", ".yaml")) {
      counted
          .matcher(Files.readString(file))
          .results()
          .forEach(found -> names.add(found.group(1).replace('.', '_') + "_total"));
    }
    for (Path file : files("src/main/java", ".java")) {
      built
          .matcher(Files.readString(file))
          .results()
          .forEach(
              found ->
                  names.add(
                      found.group(2).replace('.', '_')
                          + (found.group(1).endsWith("Counter") ? "_total" : "")
                          + (found.group(1).equals("Timer")
                                  || found.group(3).contains("baseUnit(\"seconds\")")
                              ? "_seconds"
                              : "")));
    }
    return names;
  }

  private static List<Path> files(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}
