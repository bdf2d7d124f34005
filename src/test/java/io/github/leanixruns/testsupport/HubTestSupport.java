package io.github.leanixruns.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.hub.Hub;
import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.RunRecord;
import io.github.leanixruns.sandbox.Sandbox;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;

/** The whole hub, with the routes of the program, over real HTTP against a sandbox of its own. */
public abstract class HubTestSupport extends CamelMainTestSupport {

  public static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static {
    // for a busy machine
    Awaitility.setDefaultTimeout(PATIENCE);
  }

  @TempDir protected static Path everything;

  protected Sandbox sandbox;
  protected Path data;

  private final LogLines failedSteps = new LogLines("io.github.leanixruns.hub.WatchedSteps");

  /** Settings of one test class, on top of short delays. */
  protected Map<String, String> settings() {
    return Map.of();
  }

  /** Settings for a ledger in a PostgreSQL of the test's own. */
  public static Map<String, String> ledgerIn(EmbeddedPostgres postgres) {
    return Map.of(
        "leanix.ledger.url", postgres.getJdbcUrl("postgres", "postgres"),
        "leanix.ledger.user", "postgres",
        // which this PostgreSQL does not ask for; its own name would be masked in what other tests
        // say
        "leanix.ledger.password", "ledger-password",
        "leanix.node", "node-1");
  }

  protected SandboxSettings sandboxSettings() {
    return SandboxSettings.defaults().withRunTime(Duration.ZERO);
  }

  /** What must be so before the hub opens. */
  protected void beforeOpening() throws Exception {}

  @Override
  public void configureContext(CamelContextConfiguration configuration) {
    super.configureContext(configuration);
    try {
      data = Files.createTempDirectory(everything, "data");
      sandbox = Sandbox.start(sandboxSettings());
      Files.createDirectories(inbox());
      beforeOpening();
    } catch (Exception e) {
      throw new IllegalStateException("the test could not be set up", e);
    }
    Properties properties = shortDelays(sandbox, data);
    properties.putAll(settings());
    configuration.withUseOverridePropertiesWithPropertiesComponent(properties);
  }

  public static Properties shortDelays(Sandbox sandbox, Path data) {
    Properties properties = new Properties();
    properties.setProperty("leanix.observe.enabled", "false");
    properties.setProperty("leanix.inbox.truncated-after", "40ms");
    properties.setProperty("leanix.requests-per-second", "1000000");
    properties.putAll(
        Map.of(
            "leanix.home", Path.of("").toAbsolutePath().toString(),
            "leanix.base-url", sandbox.baseUrl(),
            "leanix.api-token", sandbox.apiToken(),
            "leanix.data", data.toString(),
            "leanix.inbox.poll", "20ms",
            "leanix.inbox.settle", "20ms",
            "leanix.run.poll", "20ms",
            "leanix.run.poll-max", "60ms",
            "leanix.connect-timeout", "30s",
            "leanix.response-timeout", "30s"));
    return properties;
  }

  @Override
  protected String getPropertyPlaceholderLocations() {
    return "classpath:io/github/leanixruns/application.properties";
  }

  @Override
  protected void configure(MainConfigurationProperties configuration) {
    configuration.addConfiguration(new Hub());
    configuration.setShutdownTimeout(2);
  }

  @BeforeEach
  protected void theHubIsOpen() {
    await().until(() -> context.getRouteController().getRouteStatus("inbox").isStarted());
  }

  @AfterEach
  protected void closeSandbox() {
    sandbox.close();
  }

  @AfterEach
  void noStepFailedBecauseOfTheProgram() {
    failedSteps.close();
    assertThat(failedSteps.stackTraces()).isEmpty();
  }

  protected Path inbox() {
    return data.resolve("inbox");
  }

  /** Drops a file as everybody should: written under another name and renamed. */
  protected void drop(String name, String content) throws IOException {
    drop(name, content.getBytes(StandardCharsets.UTF_8));
  }

  protected void drop(String name, byte[] content) throws IOException {
    Path part = Files.createTempFile(data, "dropped", ".part");
    Files.write(part, content);
    Files.move(part, inbox().resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** What is kept of a run goes after its row is closed, and so after its receipt is there. */
  protected void awaitEmptyWorkFolder() {
    await().until(() -> names("work/ldif").isEmpty());
  }

  /** Returns the names of a folder below the data folder, sorted. */
  protected List<String> names(String folder) {
    Path path = data.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  protected List<String> receipts(String folder) {
    return names(folder).stream().filter(name -> name.endsWith(".receipt.json")).toList();
  }

  /** Waits until as many runs as given have left a receipt in a folder; returns the receipts. */
  protected List<JsonNode> awaitReceipts(String folder, int count) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> receipts(folder).size() >= count);
    return receipts(folder).stream().map(name -> json(folder, name)).toList();
  }

  /** Waits for the one receipt of a folder. */
  protected JsonNode awaitReceipt(String folder) {
    return awaitReceipts(folder, 1).get(0);
  }

  /** Waits for the receipt of a file. */
  protected JsonNode awaitReceiptOf(String folder, String fileName) {
    return await()
        .until(
            () ->
                receipts(folder).stream()
                    .map(name -> json(folder, name))
                    .filter(receipt -> fileName.equals(receipt.at("/file/name").textValue()))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Makes a test for each case, all in one hub: its start takes longer than most cases. */
  protected static <T> Stream<DynamicTest> each(Stream<T> cases, ThrowingConsumer<T> test) {
    return DynamicTest.stream(cases, value -> "'" + value + "'", test);
  }

  protected JsonNode json(String folder, String name) {
    try {
      return JSON.readTree(data.resolve(folder).resolve(name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  protected String text(String folder, String name) throws IOException {
    return Files.readString(data.resolve(folder).resolve(name));
  }

  /** Returns the runs in the order in which LeanIX got them. */
  protected List<RunRecord> runs() {
    return sandbox.runs().stream().sorted(Comparator.comparing(RunRecord::createdAt)).toList();
  }

  /** Returns the results of this connector directly instead of from the storage. */
  protected void resultsComeFromLeanixItself(String connectorId) {
    sandbox.on(Call.RESULTS_URL).forConnector(connectorId).refuse(404);
  }

  protected int asked(Call call) {
    return sandbox.requests(call).size();
  }

  protected long started() {
    return sandbox.runs().stream().mapToInt(RunRecord::starts).sum();
  }
}
