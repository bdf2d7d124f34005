package io.github.leanixruns.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file in routes/ is what Camel's own schema says, and says what it is for. */
class RouteFilesTest {

  private static final String SHARED_ID =
      "leanix-storage-[a-z]+|caller-handles-failures|repeated-by-timer";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
          .getSchema(
              RouteFilesTest.class.getResourceAsStream("/schema/camelYamlDsl-canonical.json"));

  static List<Path> routeFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      return files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList();
    }
  }

  @Test
  void allFilesAreLookedAt() throws IOException {
    assertThat(routeFiles())
        .extracting(file -> file.getFileName().toString())
        .contains(
            "inbox.camel.yaml",
            "run.camel.yaml",
            "leanix-api.camel.yaml",
            "outbox.camel.yaml",
            "schedule.camel.yaml");
  }

  @Test
  void theSchemaFindsAMistake() throws IOException {
    JsonNode mistake = YAML.readTree("- route: {from: {uri: 'direct:x', stepps: []}}");
    JsonNode compact =
        YAML.readTree("- route: {from: {uri: 'direct:x', steps: [{setBody: {simple: a}}]}}");

    assertThat(SCHEMA.validate(mistake)).isNotEmpty();
    assertThat(SCHEMA.validate(compact)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("routeFiles")
  void theFileFollowsTheCanonicalSchemaOfCamel(Path file) throws IOException {
    assertThat(SCHEMA.validate(YAML.readTree(file.toFile())))
        // the schema of 4.22.0 requires each unmarshal to name all data formats at once
        .filteredOn(error -> !error.toString().contains("unmarshal: required property"))
        .isEmpty();
  }

  @Test
  void theParametersOfRouteTemplatesAreDescribed() throws IOException {
    List<JsonNode> parameters = new ArrayList<>();
    for (Path file : routeFiles()) {
      for (JsonNode entry : YAML.readTree(file.toFile())) {
        entry.at("/routeTemplate/parameters").forEach(parameters::add);
      }
    }

    assertThat(parameters).isNotEmpty();
    assertThat(parameters)
        .allSatisfy(
            parameter -> {
              assertThat(parameter.at("/name").textValue()).matches("[a-z]+[A-Za-z]*");
              assertThat(parameter.at("/description").textValue()).isNotBlank();
            });
  }

  @ParameterizedTest
  @MethodSource("routeFiles")
  void everyRouteHasAnIdOfItsFileAndADescriptionThatIsASentence(Path file) throws IOException {
    String stem = file.getFileName().toString().replace(".camel.yaml", "");
    List<JsonNode> routes = new ArrayList<>();
    for (JsonNode entry : YAML.readTree(file.toFile())) {
      // the template of these has a description
      if (!entry.has("templatedRoute")) {
        entry.forEach(routes::add);
      }
    }

    assertThat(routes).isNotEmpty();
    assertThat(routes)
        .allSatisfy(
            route -> {
              assertThat(route.at("/id").textValue()).matches(stem + "(-[a-z]+)*|" + SHARED_ID);
              assertThat(route.at("/description").textValue()).matches("[A-Z].*\\.");
            });
  }

  /** A name alone is looked for in body and headers first, where a server may have put it. */
  @Test
  void noStatementTakesAParameterFromWhatAServerHasSent() throws Exception {
    Pattern nameAlone = Pattern.compile(":#\\w");
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/sql"))) {
      List<Path> statements = files.toList();
      assertThat(statements).hasSizeGreaterThan(20);
      for (Path statement : statements) {
        // their body is made for them just before
        boolean ofARow = statement.getFileName().toString().startsWith("insert-");
        assertThat(nameAlone.matcher(Files.readString(statement)).find())
            .as("%s", statement)
            .isEqualTo(ofARow);
      }
    }
  }
}
