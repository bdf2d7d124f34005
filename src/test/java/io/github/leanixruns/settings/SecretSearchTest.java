package io.github.leanixruns.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.sandbox.Call;
import io.github.leanixruns.sandbox.Fault;
import io.github.leanixruns.sandbox.RunOutcome;
import io.github.leanixruns.sandbox.SandboxSettings;
import io.github.leanixruns.testsupport.EncryptedTestSupport;
import io.github.leanixruns.testsupport.HttpsFront;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.OtlpReceiver;
import io.github.leanixruns.testsupport.TestCertificates;
import io.github.leanixruns.testsupport.TestProxy;
import io.github.leanixruns.testsupport.TracedLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.MainConfigurationProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs many scenarios with all loggers at TRACE, and searches the output for secrets. */
class SecretSearchTest extends EncryptedTestSupport {

  private static final String API_TOKEN = "recognisable-api+token/with=\"odd\"&signs";
  private static final String PROXY_PASSWORD = "recognisable-proxy+password";
  private static final String PASSWORD_OF_A_ROUTE = "s3cr3t!";
  private static final String SIGNATURE = "recognisable%2Fsignature%3D";

  private final List<String> healthSaid = new ArrayList<>();
  private TestProxy proxy;
  private HttpsFront impostor;
  private TracedLog log;
  private OtlpReceiver collector;
  private String signature;

  @Override
  protected SandboxSettings sandboxSettings() {
    return super.sandboxSettings().withApiToken(API_TOKEN);
  }

  @Override
  protected void beforeOpening() throws Exception {
    super.beforeOpening();
    proxy = new TestProxy();
    proxy.require("hub", PROXY_PASSWORD);
    impostor =
        new HttpsFront(
            TestCertificates.make().server(TestCertificates.OF_ANOTHER_HOST), sandbox.baseUrl());
    log = new TracedLog();
    collector = new OtlpReceiver();
  }

  @Override
  protected void configure(MainConfigurationProperties configuration) {
    super.configure(configuration);
    configuration.setDevConsoleEnabled(true);
  }

  @Override
  protected Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("leanix.base-url", front.baseUrl());
    settings.put("leanix.ca-certificates", ca().toString());
    settings.put("leanix.proxy-url", proxy.url());
    settings.put("leanix.proxy-user", "hub");
    settings.put("leanix.proxy-password", PROXY_PASSWORD);
    settings.put("crm.password", PASSWORD_OF_A_ROUTE);
    settings.put("leanix.response-timeout", "1s");
    settings.put("leanix.upload.direct-max", "3KB");
    settings.put("leanix.defaults.connector-version", "2.0.0");
    return settings;
  }

  @AfterEach
  void closeAll() throws IOException {
    log.close();
    collector.close();
    proxy.close();
    impostor.close();
  }

  /** Returns the password of the ledger, or null if it has none. */
  protected List<String> ledgerSecrets() {
    return List.of();
  }

  /** Returns the content of a ledger that is not in the data folder. */
  protected String ledger() {
    return "";
  }

  @Test
  void noSecretIsFoundAnywhere() throws Exception {
    completeRuns();
    causeRefusalsThatRepeatSecrets();
    causeTransientFailures();
    causeFailuresOfAllRuns();
    uploadALargeLdif();
    awaitEmptyWorkFolder();

    Map<String, String> places = new TreeMap<>(files());
    places.put("log", log.text());
    places.put("health", healthSaid.toString());
    places.put("ledger", ledger());
    places.put("metrics", metrics());
    places.putAll(consoles());
    await().until(() -> !collector.spans("outbox-deliver").isEmpty());
    places.put("traces", collector.text());
    places.put("threads", Thread.getAllStackTraces().keySet().toString());
    for (String secret : secrets()) {
      places.forEach(
          (place, text) -> assertThat(line(text, secret)).as("%s in %s", secret, place).isEmpty());
    }
    assertThat(log.text())
        .as("the searched output contains masked secrets")
        .contains(">> Authorization: Bearer ***", ">> Proxy-Authorization: Basic ***")
        .contains(" TRACE ", "\tat ");
    assertThat(metrics()).contains("leanix.retries", "certificate", "proxy", "api_token");
    assertThat(healthSaid.toString()).contains("LeanIX refuses the API token", "***");
  }

  private void completeRuns() throws Exception {
    drop("import.json", Ldifs.inbound("crm").replace("\"connectorVersion\": \"1.0.0\",", ""));
    drop("export {{leanix.api-token}} {{leanix.proxy-password}}.json", Ldifs.outbound("all"));
    drop("bad.json", "{\"connectorType\": }");
    awaitReceipts("archive", 2);
    awaitReceipts("failed", 1);
  }

  private void causeRefusalsThatRepeatSecrets() throws Exception {
    Map<String, String> json = Map.of("Content-Type", "application/json");
    String words = JSON.writeValueAsString(Map.of("errors", List.of(repeated())));
    sandbox.on(Call.CREATE).once().forConnector("refused").answer(422, json, words);
    sandbox.on(Call.START).once().forConnector("page").answer(403, Map.of(), page());
    sandbox
        .on(Call.WARNINGS)
        .once()
        .forConnector("ended")
        .answer(200, json, JSON.writeValueAsString(List.of(Map.of("message", repeated()))));
    sandbox
        .on(Call.STATISTICS)
        .once()
        .forConnector("ended")
        .answer(200, json, JSON.writeValueAsString(Map.of("seen", repeated())));
    sandbox
        .on(Call.STATUS)
        .times(2)
        .forConnector("status")
        .answer(200, json, JSON.writeValueAsString(Map.of("id", "x", "status", repeated())));
    drop("refused.json", Ldifs.inbound("refused"));
    drop("page.json", Ldifs.inbound("page"));
    drop("status.json", Ldifs.inbound("status"));
    awaitReceipts("failed", 2);
    awaitReceipts("archive", 4);
    sandbox.endRuns(RunOutcome.FAILED).once();
    drop("ended.json", Ldifs.inbound("ended"));
    awaitReceipts("failed", 3);
  }

  private void causeTransientFailures() throws Exception {
    sandbox.on(Call.CREATE).once().forConnector("500").answer(500, Map.of(), page());
    sandbox.on(Call.STATUS).once().forConnector("html").answer(200, Map.of(), page());
    sandbox.on(Call.STATUS).once().forConnector("token").answer(200, Map.of(), token());
    sandbox.on(Call.STATUS).once().forConnector("slow").hold();
    sandbox.on(Call.STATUS).once().forConnector("cut").cutAfter();
    sandbox.on(Call.STATUS).once().forConnector("401").answer(401, Map.of(), page());
    List<String> connectors = List.of("500", "html", "token", "slow", "cut", "401");
    for (String connector : connectors) {
      drop(connector + ".json", Ldifs.inbound(connector));
    }
    awaitReceipts("archive", 4 + connectors.size());
    sandbox.revokeTokens();
    drop("revoked.json", Ldifs.inbound("revoked"));
    awaitReceipts("archive", 5 + connectors.size());
  }

  private void causeFailuresOfAllRuns() throws Exception {
    sandbox.on(Call.TOKEN).once().answer(401, Map.of(), page());
    String oauth =
        JSON.writeValueAsString(Map.of("error", "invalid_client", "error_description", repeated()));
    sandbox.on(Call.TOKEN).times(2).answer(401, Map.of(), oauth);
    sandbox.on(Call.TOKEN).once().answer(500, Map.of(), page());
    sandbox.on(Call.TOKEN).once().answer(200, Map.of(), page());
    sandbox.revokeTokens();
    drop("refused-token.json", Ldifs.inbound("refused-token"));
    await().until(() -> healthSays().contains("DOWN"));
    awaitReceipts("archive", 12);
    failWhileTheProxy(() -> proxy.require("hub", "changed"), "proxy");
    failWhileTheProxy(() -> proxy.refuseWith(503), "proxy");
    failWhileTheProxy(() -> proxy.divertTo(impostor.port()), "certificate");
  }

  private void uploadALargeLdif() throws Exception {
    int before = receipts("archive").size();
    Fault held = sandbox.on(Call.CREATE_WITH_URL).once().hold();
    drop("large.json", Ldifs.inboundOfSize(4_000));
    await().until(() -> held.waiting() == 1);
    String kept =
        names("work/ldif").stream().filter(name -> name.endsWith(".upload")).findFirst().get();
    signature = json("work/ldif", kept).at("/url/query").textValue().replaceFirst(".*sig=", "");
    assertThat(signature).hasSizeGreaterThan(40);
    held.release();
    awaitReceipts("archive", before + 1);
  }

  private void failWhileTheProxy(Failure failure, String cause) throws Exception {
    int before = receipts("archive").size();
    double retriesBefore = retries(cause);
    proxy.cutAll();
    failure.start();
    drop("failing" + before + ".json", Ldifs.inbound("failing" + before));
    await().until(() -> retries(cause) > retriesBefore);
    healthSays();
    proxy.refuseWith(0);
    proxy.divertTo(0);
    proxy.require("hub", PROXY_PASSWORD);
    awaitReceipts("archive", before + 1);
  }

  private interface Failure {
    void start();
  }

  private String healthSays() {
    String said =
        HealthCheckHelper.invoke(context, "full").stream()
            .map(
                result -> result.getState() + " " + result.getMessage() + " " + result.getDetails())
            .toList()
            .toString();
    healthSaid.add(said);
    return said;
  }

  private double retries(String cause) {
    return meters().find("leanix.retries").tag("cause", cause).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  /** Returns what Camel's developer console and its CLI show. */
  private Map<String, String> consoles() {
    DevConsoleRegistry consoles = DevConsoleRegistry.get(context);
    Map<String, String> shown = new TreeMap<>();
    for (DevConsole console : consoles.stream().toList()) {
      for (DevConsole.MediaType type : DevConsole.MediaType.values()) {
        // it reads the folders, and none of the settings
        if (!console.getId().equals("browse") && console.supportMediaType(type)) {
          shown.put("console " + console.getId() + " " + type, shown(console, type));
        }
      }
    }
    assertThat(shown.get("console properties TEXT"))
        .contains(
            "crm.password = xxxxxx",
            "leanix.proxy-password = ***",
            "leanix.base-url = " + front.baseUrl());
    assertThat(shown.get("console properties JSON"))
        .contains(
            "key=crm.password, value=***",
            "key=leanix.proxy-password, value=***",
            "value=" + front.baseUrl());
    return shown;
  }

  /** Some consoles need JMX, and say so in an exception. */
  private static String shown(DevConsole console, DevConsole.MediaType type) {
    try {
      return String.valueOf(console.call(type));
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  /** Returns names, tags and descriptions of all metrics. */
  private String metrics() {
    return meters().getMeters().stream()
        .map(meter -> meter.getId() + " " + meter.getId().getDescription())
        .toList()
        .toString();
  }

  private MeterRegistry meters() {
    return context
        .getRegistry()
        .lookupByNameAndType(MicrometerConstants.METRICS_REGISTRY_NAME, MeterRegistry.class);
  }

  /** Returns an error message that repeats the secrets of the request. */
  private String repeated() {
    return "You sent Authorization: Basic %s, then Bearer %s, for apitoken %s, to %s"
        .formatted(
            basic("apitoken", API_TOKEN),
            token(),
            API_TOKEN,
            "https://x.example/b?sv=1&sig=" + SIGNATURE);
  }

  private String page() {
    return "<html><head><title>"
        + repeated()
        + "</title></head><body><pre>"
        + repeated()
        + "</pre></body></html>";
  }

  private String token() {
    List<String> issued = sandbox.issuedTokens();
    return issued.get(issued.size() - 1);
  }

  private List<String> secrets() throws Exception {
    List<String> secrets = new ArrayList<>(sandbox.issuedTokens());
    assertThat(secrets).hasSizeGreaterThan(2);
    secrets.addAll(ledgerSecrets());
    secrets.add(SIGNATURE);
    secrets.add(PASSWORD_OF_A_ROUTE);
    secrets.add(signature);
    secrets.add(URLDecoder.decode(signature, StandardCharsets.UTF_8));
    for (String secret : List.of(API_TOKEN, PROXY_PASSWORD)) {
      secrets.add(secret);
      secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
      String json = JSON.writeValueAsString(secret);
      secrets.add(json.substring(1, json.length() - 1));
    }
    secrets.add(basic("apitoken", API_TOKEN));
    secrets.add(basic("hub", PROXY_PASSWORD));
    return secrets;
  }

  private static String basic(String user, String password) {
    return Base64.getEncoder()
        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(data)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(path.toString(), new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
      }
    }
    assertThat(files.keySet()).anyMatch(name -> name.endsWith(".receipt.json"));
    return files;
  }

  /** Returns the text around a secret, or an empty string if the secret is not found. */
  private static String line(String text, String secret) {
    int at = text.indexOf(secret);
    return at < 0
        ? ""
        : text.substring(Math.max(0, at - 300), Math.min(text.length(), at + secret.length() + 20));
  }
}
