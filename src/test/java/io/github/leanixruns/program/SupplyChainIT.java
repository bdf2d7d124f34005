package io.github.leanixruns.program;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the zip contains, and what it says about that. */
class SupplyChainIT {

  private static final String BILL = "leanix-runs.cdx.json";
  private static final String OWN = "leanix-runs-sandbox.jar";

  private ZipFile zip;
  private String root;
  private List<JsonNode> components;

  @BeforeEach
  void open() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      zip =
          new ZipFile(
              files
                  .filter(file -> file.toString().endsWith(".zip"))
                  .findFirst()
                  .orElseThrow()
                  .toFile());
    }
    root = zip.stream().findFirst().orElseThrow().getName();
    assumeFalse(
        "offline=true".equals(System.getProperty("maven.mode"))
            && zip.getEntry(root + BILL) == null,
        "Maven creates no bill of materials offline");
    components =
        StreamSupport.stream(
                new ObjectMapper().readTree(content(BILL)).get("components").spliterator(), false)
            .toList();
  }

  @AfterEach
  void close() throws IOException {
    zip.close();
  }

  @Test
  void theBillOfMaterialsListsTheLibrariesOfTheZipAndNothingElse() throws IOException {
    Map<String, String> libraries = new TreeMap<>();
    for (ZipEntry entry : zip.stream().toList()) {
      String name = entry.getName().replaceFirst(".*/", "");
      if (name.endsWith(".jar") && entry.getName().startsWith(root + "lib/") && !name.equals(OWN)) {
        try (InputStream in = zip.getInputStream(entry)) {
          libraries.put(name, HexFormat.of().formatHex(Sha256.digest().digest(in.readAllBytes())));
        }
      }
    }

    assertThat(libraries).hasSizeGreaterThan(80);
    assertThat(components.stream().collect(toMap(SupplyChainIT::fileName, SupplyChainIT::sha256)))
        .containsExactlyInAnyOrderEntriesOf(libraries);
  }

  @Test
  void everyLibraryHasALicenceWhoseTextIsInTheZip() throws IOException {
    String list = content("licenses/THIRD-PARTY.txt");

    for (JsonNode component : components) {
      assertThat(list)
          .contains(
              Stream.of("group", "name", "version")
                  .map(field -> component.get(field).textValue())
                  .reduce((a, b) -> a + ":" + b)
                  .orElseThrow());
      // of several licences, one is chosen
      assertThat(component.get("licenses").findValuesAsText("id"))
          .as(fileName(component))
          .anyMatch(id -> zip.getEntry(root + "licenses/" + id + ".txt") != null);
    }
  }

  @Test
  void theTimeOfTheBuildIsNotInTheZip() {
    assertThat(zip.stream().map(ZipEntry::getTimeLocal).distinct()).hasSize(1);
  }

  private String content(String name) throws IOException {
    ZipEntry entry = zip.getEntry(root + name);
    assertThat(entry).as(name).isNotNull();
    try (InputStream in = zip.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String fileName(JsonNode component) {
    String purl = component.get("purl").textValue();
    String classifier =
        purl.contains("classifier=") ? purl.replaceFirst(".*classifier=([^&]*).*", "-$1") : "";
    return component.get("name").textValue()
        + "-"
        + component.get("version").textValue()
        + classifier
        + ".jar";
  }

  private static String sha256(JsonNode component) {
    return StreamSupport.stream(component.get("hashes").spliterator(), false)
        .filter(hash -> hash.get("alg").textValue().equals("SHA-256"))
        .map(hash -> hash.get("content").textValue())
        .findFirst()
        .orElseThrow();
  }
}
