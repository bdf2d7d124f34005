package io.github.leanixruns.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.leanixruns.leanix.Warnings;
import io.github.leanixruns.run.FailureKind;
import io.github.leanixruns.run.Receipt;
import io.github.leanixruns.run.Receipts;
import io.github.leanixruns.run.Run;
import io.github.leanixruns.testsupport.DocumentationExamples;
import io.github.leanixruns.testsupport.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the reference tables of the documentation with the program. */
class ReferencesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern ROUTE_ID = Pattern.compile("(?m)^ +(?:id|routeId): ([\\w-]+)$");
  private static final List<String> NOT_RETRIED = List.of("ledger", "program");
  // set by the Java code that calls the routes
  private static final Set<String> CALLERS_VARIABLES =
      Set.of("lane", "claim", "channel", "workspace", "schedule", "lastRun");

  @Test
  void thePageOnRoutesListsEveryRouteFile() throws IOException {
    String page = Files.readString(Path.of("docs", "routes.md"));

    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      assertThat(files.map(file -> "`" + file + "`")).isNotEmpty().allMatch(page::contains);
    }
  }

  @Test
  void everyRouteThatThePageOnRoutesNamesExists() throws IOException {
    List<String> ids = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      for (Path file : files.toList()) {
        ROUTE_ID
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> ids.add(found.group(1)));
      }
    }
    String page = Files.readString(Path.of("docs", "routes.md"));
    Pattern named = Pattern.compile("`((?:run|leanix-api|outbox|inbox|upload)-[\\w-]+)`");

    assertThat(named.matcher(page).results().map(found -> found.group(1)))
        .isNotEmpty()
        .allMatch(ids::contains);
  }

  @Test
  void thePageOnRoutesListsTheVariablesThatTheRoutesSet() throws IOException {
    Set<String> set = new TreeSet<>(CALLERS_VARIABLES);
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      for (Path file : files.toList()) {
        collectVariables(YAML.readTree(file.toFile()), set);
      }
    }

    assertThat(namesIn("routes", "| Variable | Content |"))
        .containsExactlyInAnyOrderElementsOf(set)
        .hasSizeLessThanOrEqualTo(30);
  }

  @Test
  void thePageOnReceiptsListsTheFieldsInTheirOrder() throws IOException {
    String receipt =
        new Receipts(run -> null, Clock.systemUTC()).of(Runs.received().build(), null, null).json();
    List<String> fields = new ArrayList<>();
    JSON.readTree(receipt).fieldNames().forEachRemaining(fields::add);

    assertThat(namesIn("receipts", "| Field | Description |")).isEqualTo(fields);
  }

  @Test
  void theExampleOfAReceiptIsWhatTheProgramWrites() throws IOException {
    JsonNode example = JSON.readTree(DocumentationExamples.of("receipts", "json").get(0));
    Run run =
        Runs.finished()
            .withId(example.at("/ledgerId").textValue())
            .withRunId(example.at("/runId").textValue())
            .withStatus("FINISHED")
            .withCreatedAt(Runs.RECEIVED_AT.plusSeconds(1))
            .withStartedAt(Runs.RECEIVED_AT.plusSeconds(2))
            .withFinishedAt(Runs.RECEIVED_AT.plusSeconds(55))
            .build();
    Warnings warnings =
        new Warnings(
            1, List.of(JSON.readTree("{\"message\": \"The fact sheet has no owner.\"}")), false);
    Clock closedAt = Clock.fixed(Runs.RECEIVED_AT.plusSeconds(56), ZoneOffset.UTC);

    Receipt receipt =
        new Receipts(any -> null, closedAt)
            .of(run, warnings, JSON.readTree("{\"statusChanges\": []}"));

    assertThat(example.at("/file/sha256").textValue()).hasSize(64);
    ((ObjectNode) example.at("/file")).put("sha256", run.sha256());
    assertThat(example).isEqualTo(JSON.readTree(receipt.json()));
  }

  /** Returns the names in the first column of a table. */
  private static List<String> namesIn(String page, String header) throws IOException {
    String text = Files.readString(Path.of("docs", page + ".md"));
    String table = text.substring(text.indexOf(header)).split("\n\n", 2)[0];
    return Pattern.compile("(?m)^\\| (`\\w+`(?:, `\\w+`)*) \\|")
        .matcher(table)
        .results()
        .flatMap(row -> Stream.of(row.group(1).replace("`", "").split(", ")))
        .toList();
  }

  private static void collectVariables(JsonNode node, Set<String> names) {
    if (node.has("variableReceive")) {
      names.add(node.get("variableReceive").textValue());
    }
    if (node.has("setVariable")) {
      names.add(node.at("/setVariable/name").textValue());
    }
    node.at("/setVariables/variables")
        .forEach(variable -> names.add(variable.get("name").textValue()));
    node.forEach(child -> collectVariables(child, names));
  }

  @Test
  void everyMessageInTheTablesIsOneOfTheProgram() throws IOException {
    String sources;
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        all.append(Files.readString(file));
      }
      sources = all.toString().replaceAll("\"\\s*\\+\\s*\"", "");
    }
    Map<String, String> messages = new LinkedHashMap<>();
    // the second column of the health table, the first of the one on start-up
    messages.putAll(column("operations", "(?m)^\\| `[^|]*` \\| `([^`]*)` \\|"));
    messages.putAll(
        column("troubleshooting", "(?m)^\\| `((?:leanix\\.)?[\\w .,-]{9,})` \\| [A-Z]"));

    assertThat(messages).hasSizeGreaterThan(20);
    messages.forEach(
        (message, page) ->
            assertThat(sources.contains(message))
                .as("docs/%s.md quotes the message: %s", page, message)
                .isTrue());
  }

  private static Map<String, String> column(String page, String row) throws IOException {
    Map<String, String> cells = new LinkedHashMap<>();
    Pattern.compile(row)
        .matcher(Files.readString(Path.of("docs", page + ".md")))
        .results()
        .map(found -> found.group(1))
        .filter(cell -> !cell.startsWith("HTTP "))
        .forEach(cell -> cells.put(cell, page));
    return cells;
  }

  @Test
  void theMetricForRetriesListsEveryKindOfFailureThatIsRetried() throws IOException {
    String row =
        Files.readAllLines(Path.of("docs", "operations.md")).stream()
            .filter(line -> line.startsWith("| `leanix_retries_total"))
            .findFirst()
            .orElseThrow();

    assertThat(Pattern.compile("`(\\w+)`").matcher(row).results().map(found -> found.group(1)))
        .containsExactlyElementsOf(
            Arrays.stream(FailureKind.values())
                .map(FailureKind::label)
                .filter(label -> !NOT_RETRIED.contains(label))
                .toList());
  }

  @Test
  void theDependencyIsThisProject() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String dependency = DocumentationExamples.of("kamelets", "xml").get(0);

    for (String element : List.of("groupId", "artifactId", "version")) {
      assertThat(first(dependency, element)).as(element).isEqualTo(first(pom, element));
    }
  }

  private static String first(String xml, String element) {
    return xml.replaceFirst("(?s).*?<" + element + ">(.*?)<.*", "$1");
  }

  @Test
  void theParametersOfTheKameletAreListedWithTheirDefaults() throws IOException {
    JsonNode properties =
        YAML.readTree(Path.of("routes", "leanix-run-action.kamelet.yaml").toFile())
            .at("/spec/definition/properties");
    Map<String, String> defined = new LinkedHashMap<>();
    properties
        .properties()
        .forEach(
            property ->
                defined.put(property.getKey(), property.getValue().path("default").asText("")));
    Map<String, String> documented = new LinkedHashMap<>();
    Pattern.compile("(?m)^\\| `(\\w+)` \\| (?:`([^`]*)` )?\\| [A-Z]")
        .matcher(Files.readString(Path.of("docs", "kamelets.md")))
        .results()
        .forEach(row -> documented.put(row.group(1), row.group(2) == null ? "" : row.group(2)));

    assertThat(documented).isEqualTo(defined);
  }
}
