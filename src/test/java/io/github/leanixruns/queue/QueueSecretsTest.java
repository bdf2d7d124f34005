package io.github.leanixruns.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.leanixruns.testsupport.Broker;
import io.github.leanixruns.testsupport.Gate;
import io.github.leanixruns.testsupport.Ldifs;
import io.github.leanixruns.testsupport.QueueTestSupport;
import io.github.leanixruns.testsupport.TestCertificates;
import io.github.leanixruns.testsupport.TracedLog;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A broker behind the certificate of a company's own CA, and all loggers at TRACE: the CA is
 * trusted once it is named, and the password is seen nowhere.
 */
class QueueSecretsTest extends QueueTestSupport {

  private TracedLog log;
  private Gate tls;

  @Override
  protected void beforeOpening() throws Exception {
    log = new TracedLog();
    super.beforeOpening();
    TestCertificates certificates = TestCertificates.make();
    tls = Gate.to(broker.port(), certificates.server(TestCertificates.OF_THIS_MACHINE));
    certificates.writeCa(ca());
  }

  private Path ca() {
    return data.resolve("ca.pem");
  }

  @Override
  protected Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(super.settings());
    settings.put("leanix.queue.url", "amqps://127.0.0.1:" + tls.port());
    settings.put("leanix.ca-certificates", ca().toString());
    return settings;
  }

  @AfterEach
  void closeGate() throws Exception {
    log.close();
    tls.close();
  }

  @Test
  void thePasswordIsNotFoundAnywhere() throws Exception {
    client.send(IN, Ldifs.outbound("all"));
    client.receive(OUT);
    broker.refuseLogIn();
    tls.shut();
    tls.open();
    await()
        .atMost(PATIENCE)
        .until(() -> health("queue").getMessage().orElse(""), said -> said.contains("log-in"));
    String said = health("queue").getMessage().orElseThrow();
    broker.acceptLogIn();
    await().atMost(PATIENCE).until(() -> health("queue").getState() == HealthCheck.State.UP);

    assertThat(log.text()).contains("org.apache.qpid", " TRACE ");
    for (String text :
        new String[] {log.text(), said, text("archive", receipts("archive").get(0))}) {
      assertThat(text.contains(Broker.PASSWORD)).isFalse();
      assertThat(text.contains(URLEncoder.encode(Broker.PASSWORD, StandardCharsets.UTF_8)))
          .isFalse();
      assertThat(text.contains(base64())).isFalse();
    }
  }

  private static String base64() {
    return Base64.getEncoder()
        .encodeToString((Broker.USER + ":" + Broker.PASSWORD).getBytes(StandardCharsets.UTF_8));
  }
}
