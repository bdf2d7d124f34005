package io.github.leanixruns.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.net.InetAddress;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageHostsTest {

  private static final String LEANIX = "https://acme.leanix.net";
  private static final String AZURE = "leanix.blob.core.windows.net";

  private final StorageHosts hosts = hosts("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://leanix.blob.core.windows.net",
        "https://LeanIX.Blob.Core.Windows.NET.:443",
        "https://acme.leanix.net",
        "https://ACME.leanix.net:443",
      })
  void azuresStorageAndTheHostOfTheWorkspaceAreUsed(String storage) throws Exception {
    hosts.require(storage, LEANIX);

    assertThat(hosts.isUsed(storage, LEANIX)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://leanix.blob.core.windows.net",
        "http://acme.leanix.net",
        "https://acme.leanix.net:8443",
        "https://blob.core.windows.net",
        "https://leanix.blob.core.windows.net.evil.example",
        "https://evil.example",
        "https://localhost",
        "https://127.0.0.1",
        "https://169.254.169.254",
        "https://[::1]",
        "https://[::ffff:127.0.0.1]",
        "https://[fd00::1]",
        "https://2130706433",
        "https://0x7f000001",
      })
  void otherAddressesAreRefused(String storage) {
    assertThat(hosts.isUsed(storage, LEANIX)).isFalse();
    assertThatThrownBy(() -> hosts.require(storage, LEANIX))
        .isInstanceOf(RefusedHostException.class)
        .hasMessageContainingAll(storage, "leanix.storage.hosts", "leanix.upload.storage=false");
  }

  @Test
  void theStorageOfAWorkspaceWithoutTlsMayDoWithoutToo() {
    assertThat(hosts.isUsed("http://127.0.0.1:8089", "http://127.0.0.1:8089")).isTrue();
    assertThat(hosts.isUsed("http://127.0.0.1:8090", "http://127.0.0.1:8089")).isFalse();
    assertThat(hosts.isUsed("http://[::1]:8089", "http://[0:0:0:0:0:0:0:1]:8089")).isTrue();
    assertThat(hosts.isUsed("http://" + AZURE, "http://127.0.0.1:8089")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://storage.acme.net",
    "https://STORAGE.acme.net.:8443",
    "https://a.b.other.net",
    "https://10.1.2.3",
    "https://[fd00::5]",
    "https://[::ffff:10.1.2.3]",
  })
  void hostsOfTheSettingAreUsed(String storage) {
    StorageHosts listed = hosts("storage.ACME.net, *.other.net,10.1.2.3, [fd00:0::5]");

    assertThat(listed.isUsed(storage, LEANIX)).isTrue();
    assertThat(listed.isUsed("https://acme.net", LEANIX)).isFalse();
    assertThat(listed.isUsed("https://storageXacme.net", LEANIX)).isFalse();
    assertThat(listed.isUsed(storage.replace("https", "http"), LEANIX)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "::",
        "::ffff:10.0.0.1",
        "fe80::1",
        "fd00::1",
        "fc00::1",
        "ff02::1",
      })
  void aConnectionToAnAddressThatIsNotPublicIsRefused(String address) throws Exception {
    InetAddress found = InetAddress.getByName(address);

    assertThatThrownBy(
            () -> hosts.requirePublic("LeanIX.blob.core.windows.net.", publicAddress(), found))
        .isInstanceOf(RefusedHostException.class)
        .hasMessageContainingAll(found.getHostAddress(), "leanix.storage.hosts");
    // by name, by address, and names that the operator has chosen
    assertThatCode(() -> hosts("*.windows.net").requirePublic(AZURE, found))
        .doesNotThrowAnyException();
    assertThatCode(() -> hosts(address).requirePublic(AZURE, found)).doesNotThrowAnyException();
    assertThatCode(() -> hosts.requirePublic("proxy.acme", found)).doesNotThrowAnyException();
  }

  @Test
  void aConnectionToPublicAddressesIsNot() throws Exception {
    hosts.requirePublic(AZURE, publicAddress(), InetAddress.getByName("2603:1030::1"));

    assertThat(hosts.resolver().resolve("127.0.0.1")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://storage.acme.net", "acme.net:443", "acme net", "a/b", "*.acme.net/x"})
  void aValueThatIsNoHostIsRefused(String value) {
    assertThatThrownBy(() -> hosts("acme.net," + value))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("leanix.storage.hosts", "\"" + value + "\"");
  }

  private static InetAddress publicAddress() throws Exception {
    return InetAddress.getByName("20.60.1.2");
  }

  private static StorageHosts hosts(String setting) {
    CamelContext context = new DefaultCamelContext();
    Properties properties = new Properties();
    properties.setProperty("leanix.storage.hosts", setting);
    context.getPropertiesComponent().setOverrideProperties(properties);
    return StorageHosts.of(Settings.of(context));
  }
}
