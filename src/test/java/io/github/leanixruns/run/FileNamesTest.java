package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.testsupport.Runs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

  private static final String LEDGER_ID = "6b1f5c1e-0000-4000-8000-000000000001";

  private final FileNames names = new FileNames();

  @Test
  void eachKindOfFileHasItsOwnExtension() {
    Run run = run("apps.json", "r-1");

    assertThat(names.results(run)).isEqualTo("apps.r-1.results.json");
    assertThat(names.ldif(run)).isEqualTo("apps.r-1.ldif.json");
    assertThat(names.receipt(run)).isEqualTo("apps.r-1.receipt.json");
  }

  @ParameterizedTest
  @CsvSource({
    "apps.0d1f5c1e-0000-4000-8000-00000000000f.ldif.json,      apps.r-1.ldif.json",
    "apps.0d1f5c1e-0000-4000-8000-00000000000f.processor.json, apps.r-1.ldif.json",
    "apps.ldif.json,                                           apps.ldif.r-1.ldif.json",
    "0d1f5c1e-0000-4000-8000-00000000000f.ldif.json,           "
        + "0d1f5c1e-0000-4000-8000-00000000000f.ldif.r-1.ldif.json",
  })
  void aFileThatFailedBeforeLosesItsEarlierId(String dropped, String kept) {
    assertThat(names.ldif(run(dropped, "r-1"))).isEqualTo(kept);
  }

  @Test
  void aProcessorConfigurationHasItsOwnExtension() {
    Run configuration = configuration("crm.json");

    assertThat(names.ldif(configuration)).isEqualTo("crm." + LEDGER_ID + ".processor.json");
    assertThat(names.receipt(configuration)).isEqualTo("crm." + LEDGER_ID + ".receipt.json");
  }

  @Test
  void aLongNameOfAProcessorConfigurationFits() {
    Run configuration = configuration("x".repeat(250) + ".json");
    String ending = "." + LEDGER_ID + ".processor.json";

    assertThat(names.ldif(configuration)).hasSize(255).endsWith("x" + ending);
    assertThat(names.receipt(configuration))
        .isEqualTo(names.ldif(configuration).replace(".processor.", ".receipt."));
  }

  @ParameterizedTest
  @CsvSource({
    "apps.json,           apps",
    "apps.LDIF,           apps",
    "apps,                apps",
    "apps.v1.json,        apps.v1",
    "apps.json.ldif,      apps.json",
    "apps..json,          apps.",
    "apps.,               apps",
    ".json,               .json",
    ".hidden.json,        .hidden",
    "'two words.json',    'two words'",
    "Anwendungsübersicht.json, Anwendungsübersicht",
    "🚀.json,             🚀",
    "${body}.json,        ${body}",
  })
  void onlyTheLastExtensionIsRemoved(String fileName, String stem) {
    assertThat(names.receipt(run(fileName, "r-1"))).isEqualTo(stem + ".r-1.receipt.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..\\..\\apps.json", "a\\b.json", "../apps.json", "/etc/apps.json"})
  void aFileNameNeverPointsOutsideItsFolder(String fileName) {
    assertThat(allNamesOf(run(fileName, "r-1"))).noneMatch(FileNamesTest::hasFolder);
  }

  @Test
  void aRunWithoutARunIdIsNamedByItsLedgerId() {
    assertThat(names.receipt(run("apps.json", null)))
        .isEqualTo("apps." + LEDGER_ID + ".receipt.json");
  }

  @ParameterizedTest
  @CsvSource({
    "a/b,          a_b",
    "..,           __",
    "../../passwd, ______passwd",
    "a\\b,         a_b",
    "${body},      __body_",
    "a b,          a_b",
    "übung,        _bung",
    "a.b,          a_b",
  })
  void aRunIdWithOtherCharactersIsMadeSafeAndFollowedByTheLedgerId(String runId, String safe) {
    assertThat(names.results(run("apps.json", runId)))
        .isEqualTo("apps." + safe + "." + LEDGER_ID + ".results.json");
  }

  @Test
  void aRunIdIsCutAfterEightyCharacters() {
    assertThat(names.ldif(run("apps.json", "x".repeat(80))))
        .isEqualTo("apps." + "x".repeat(80) + ".ldif.json");
    assertThat(names.ldif(run("apps.json", "x".repeat(81))))
        .isEqualTo("apps." + "x".repeat(80) + "." + LEDGER_ID + ".ldif.json");
    assertThat(names.ldif(run("apps.json", "x".repeat(10_000))))
        .isEqualTo("apps." + "x".repeat(80) + "." + LEDGER_ID + ".ldif.json");
  }

  @ParameterizedTest
  @MethodSource("longNames")
  void aLongNameIsCutBetweenCharacters(List<String> fileNameAndRunId) {
    String fileName = fileNameAndRunId.get(0);
    String runId = fileNameAndRunId.get(1);
    String stem = fileName.substring(0, fileName.length() - ".json".length());

    for (String name : allNamesOf(run(fileName, runId))) {
      assertThat(bytes(name)).isLessThanOrEqualTo(255);
      String kept = name.substring(0, name.indexOf('.'));
      assertThat(stem).startsWith(kept);
      assertThat(kept).isNotEmpty();
      assertThat(roundTrip(name)).isEqualTo(name);
    }
    assertThat(bytes(names.receipt(run(fileName, runId)))).isGreaterThan(255 - 4);
  }

  static Stream<List<String>> longNames() {
    return Stream.of("a", "ü", "漢", "🚀", "a🚀", "aü漢🚀")
        .flatMap(
            letters ->
                Stream.of("r-1", "a/" + "b".repeat(500), LEDGER_ID)
                    .map(runId -> List.of(filled(letters), runId)));
  }

  /** A file name of as many bytes as file systems allow. */
  private static String filled(String letters) {
    StringBuilder name = new StringBuilder();
    while (bytes(name + letters) <= 250) {
      name.append(letters);
    }
    return name.append("x".repeat(250 - bytes(name.toString()))).append(".json").toString();
  }

  @Test
  void noTwoRunsShareAName() {
    Set<String> all = new LinkedHashSet<>();
    List<String> fileNames = List.of("a.json", "a.r.json", "a.r_1.json", "x".repeat(250) + ".json");
    List<String> runIds = List.of("r", "r_1", "r/1", "r.1", "r 1", "R1", "y".repeat(400));
    int count = 0;
    for (String fileName : fileNames) {
      for (String runId : runIds) {
        count++;
        String id = "%s-%012d".formatted(LEDGER_ID.substring(0, 23), count);
        all.addAll(
            allNamesOf(Runs.received().withId(id).withFileName(fileName).withRunId(runId).build()));
      }
    }

    assertThat(all).hasSize(count * 3);
  }

  @Test
  void theSameRunAlwaysHasTheSameName() {
    assertThat(names.results(run("apps.json", "r/1")))
        .isEqualTo(new FileNames().results(run("apps.json", "r/1")));
  }

  private List<String> allNamesOf(Run run) {
    return List.of(names.results(run), names.ldif(run), names.receipt(run));
  }

  /** Camel reads a backslash as the separator of folders, whatever the platform. */
  private static boolean hasFolder(String name) {
    return name.contains("\\") || Path.of(name).getNameCount() != 1 || Path.of(name).isAbsolute();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String roundTrip(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static Run run(String fileName, String runId) {
    return Runs.received().withId(LEDGER_ID).withFileName(fileName).withRunId(runId).build();
  }

  private static Run configuration(String fileName) {
    return Runs.configuration().withId(LEDGER_ID).withFileName(fileName).build();
  }
}
