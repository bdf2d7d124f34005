package io.github.leanixruns.kamelet;

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kamelet follows the conventions of Apache Camel's catalogue. */
class KameletFilesTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern PARAMETER = Pattern.compile("\\{\\{[?]?([A-Za-z0-9-._]+)}}");
  private static final JsonSchema ROUTES =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
          .getSchema(
              KameletFilesTest.class.getResourceAsStream("/schema/camelYamlDsl-canonical.json"));
  // what Camel's kamelet endpoint takes for itself, and a kamelet would never see
  private static final Set<String> TAKEN =
      Set.of("timeout", "block", "location", "noErrorHandler", "bridgeErrorHandler");

  static List<Path> kamelets() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      return files.filter(file -> file.toString().endsWith(".kamelet.yaml")).sorted().toList();
    }
  }

  @Test
  void theTwoDocumentedKameletsExist() throws IOException {
    assertThat(kamelets())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("leanix-inbox-sink.kamelet.yaml", "leanix-run-action.kamelet.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/logback.xml", "/application.properties", "/db/migration/V1__ledger.sql"})
  void theJarHasNothingThatOtherLibrariesPickUpByThemselves(String resource) {
    assertThat(KameletFilesTest.class.getResource(resource)).isNull();
  }

  /** In an application without the hub there are no other parts. */
  @Test
  void theRoutesOfTheApiCallNoPartsOfTheHub() throws IOException {
    String routes = Files.readString(Path.of("routes", "leanix-api.camel.yaml"));

    assertThat(Pattern.compile("(?:ref: \"?|bean:)#?([\\w-]+)").matcher(routes).results())
        .extracting(part -> part.group(1))
        .isNotEmpty()
        .allMatch(part -> part.startsWith("leanix"));
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void theNameIsTheFilesAndEndsWithTheType(Path file) throws IOException {
    JsonNode kamelet = read(file);
    String name = kamelet.at("/metadata/name").textValue();
    String type = kamelet.at("/metadata/labels").get("camel.apache.org/kamelet.type").textValue();

    assertThat(kamelet.at("/apiVersion").textValue()).isEqualTo("camel.apache.org/v1");
    assertThat(kamelet.at("/kind").textValue()).isEqualTo("Kamelet");
    assertThat(file.getFileName()).hasToString(name + ".kamelet.yaml");
    assertThat(type).isIn("source", "sink", "action");
    assertThat(name).endsWith("-" + type);
    assertThat(kamelet.at("/spec/definition/title").textValue())
        .endsWith(type.substring(0, 1).toUpperCase() + type.substring(1));
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void itSaysWhatItIsAndWhereItComesFrom(Path file) throws IOException {
    JsonNode kamelet = read(file);
    JsonNode annotations = kamelet.at("/metadata/annotations");

    for (String name :
        List.of("kamelet.support.level", "catalog.version", "provider", "kamelet.group")) {
      assertThat(annotations.path("camel.apache.org/" + name).asText()).as(name).isNotBlank();
    }
    assertThat(annotations.get("camel.apache.org/catalog.version").textValue())
        .isEqualTo(camelVersion());
    assertThat(kamelet.at("/spec/definition/description").textValue()).matches("(?s)[A-Z].*\\.");
    assertThat(kamelet.at("/spec/definition/type").textValue()).isEqualTo("object");
    assertThat(kamelet.at("/spec/dependencies")).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void everyPropertyHasATitleADescriptionATypeAnExampleAndADefaultOrIsRequired(Path file)
      throws IOException {
    JsonNode definition = read(file).at("/spec/definition");
    Set<String> required = new HashSet<>();
    definition.path("required").forEach(name -> required.add(name.textValue()));

    assertThat(names(definition.at("/properties"))).containsAll(required).isNotEmpty();
    for (Map.Entry<String, JsonNode> property : definition.at("/properties").properties()) {
      JsonNode schema = property.getValue();
      assertThat(schema.path("title").asText())
          .as(property.getKey())
          .matches("(?!The |An? )[A-Z].*");
      assertThat(schema.path("description").asText())
          .as(property.getKey())
          .matches("(?s)[A-Z].*\\.");
      assertThat(schema.path("type").asText())
          .as(property.getKey())
          .isIn("string", "boolean", "integer");
      assertThat(schema.has("example")).as(property.getKey() + " has an example").isTrue();
      assertThat(schema.has("default"))
          .as(property.getKey() + " has a default, or is required")
          .isNotEqualTo(required.contains(property.getKey()));
      assertThat(TAKEN).doesNotContain(property.getKey());
    }
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void credentialsAreMarked(Path file) throws IOException {
    for (Map.Entry<String, JsonNode> property :
        read(file).at("/spec/definition/properties").properties()) {
      JsonNode schema = property.getValue();
      boolean secret = property.getKey().matches("(?i).*(token|password|secret).*");

      assertThat(schema.path("format").asText().equals("password"))
          .as(property.getKey())
          .isEqualTo(secret);
      assertThat(schema.path("x-descriptors").toString().contains("urn:camel:group:credentials"))
          .as(property.getKey())
          .isEqualTo(secret);
    }
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void everyPropertyIsUsedAndEveryParameterDefined(Path file) throws IOException {
    JsonNode kamelet = read(file);
    Set<String> defined = new HashSet<>(names(kamelet.at("/spec/definition/properties")));
    kamelet.at("/spec/template/beans").forEach(bean -> defined.add(bean.at("/name").textValue()));
    Set<String> used = new HashSet<>();
    Matcher parameter = PARAMETER.matcher(kamelet.at("/spec/template").toString());
    while (parameter.find()) {
      used.add(parameter.group(1));
    }

    assertThat(used).isEqualTo(defined);
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void theTemplateFollowsCamelsSchemaOfRoutes(Path file) throws IOException {
    JsonNode route =
        YAML.createArrayNode()
            .add(
                YAML.createObjectNode()
                    .set(
                        "route",
                        YAML.createObjectNode().set("from", read(file).at("/spec/template/from"))));

    assertThat(ROUTES.validate(route)).isEmpty();
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new HashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String camelVersion() throws IOException {
    Matcher version =
        Pattern.compile("<camel.version>([^<]+)<").matcher(Files.readString(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();
    return version.group(1);
  }

  private static JsonNode read(Path file) throws IOException {
    return YAML.readTree(file.toFile());
  }
}
