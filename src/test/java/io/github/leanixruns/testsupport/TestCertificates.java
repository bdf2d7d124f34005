package io.github.leanixruns.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An unknown CA and server certificates signed by it, created with the JDK's keytool. */
public final class TestCertificates {

  public static final String OF_THIS_MACHINE = "this-machine";
  public static final String OF_ANOTHER_HOST = "another-host";
  private static final String CA = "ca";
  private static final String PASSWORD = "changeit";

  private static TestCertificates made;

  private final KeyStore store;

  private TestCertificates(KeyStore store) {
    this.store = store;
  }

  /** Makes them once for all tests, which takes a few seconds. */
  public static synchronized TestCertificates make() throws Exception {
    if (made == null) {
      Path folder = Files.createTempDirectory("certificates");
      Path file = folder.resolve("store.p12");
      try {
        keytool(file, CA, "-ext", "bc:critical=ca:true");
        keytool(file, OF_THIS_MACHINE, "-signer", CA, "-ext", "san=ip:127.0.0.1");
        keytool(file, OF_ANOTHER_HOST, "-signer", CA, "-ext", "san=dns:other.example");
        made = new TestCertificates(load(file));
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    }
    return made;
  }

  private static void keytool(Path store, String alias, String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + alias));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(output);
    }
  }

  private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  /** Writes the CA's certificate as a company hands it out. */
  public Path writeCa(Path file) throws Exception {
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(store.getCertificate(CA).getEncoded());
    return Files.writeString(
        file, "Our CA\n-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
  }

  /** Returns the TLS context of a server with one of the certificates. */
  public SSLContext server(String alias) throws Exception {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(
        alias,
        store.getKey(alias, PASSWORD.toCharArray()),
        PASSWORD.toCharArray(),
        store.getCertificateChain(alias));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
