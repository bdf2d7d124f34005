package io.github.leanixruns.http;

import io.github.leanixruns.files.FileErrors;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/**
 * The certificates of {@code leanix.ca-certificates}, which are trusted in addition to those of
 * Java.
 */
public final class CaCertificates {

  private static final String SETTING = "leanix.ca-certificates";

  private final KeyStore trusted;

  private CaCertificates(KeyStore trusted) {
    this.trusted = trusted;
  }

  /** Reads the certificates, if the setting has a value. */
  public static Optional<CaCertificates> of(Settings settings) {
    return settings.has(SETTING) ? Optional.of(read(settings.file(SETTING))) : Optional.empty();
  }

  private static CaCertificates read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> own =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (own.isEmpty()) {
        throw refused(file, "contains no certificate", null);
      }
      List<Certificate> all = new ArrayList<>(defaultCertificates());
      all.addAll(own);
      return new CaCertificates(keyStore(all));
    } catch (CertificateException e) {
      throw refused(file, "contains something other than certificates", e);
    } catch (IOException e) {
      throw refused(
          file, String.format(Locale.ROOT, "cannot be read (%s)", FileErrors.reason(e)), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform can trust X.509 certificates", e);
    }
  }

  private static List<Certificate> defaultCertificates() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    List<Certificate> certificates = new ArrayList<>();
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager trust) {
        certificates.addAll(List.of(trust.getAcceptedIssuers()));
      }
    }
    return certificates;
  }

  private static KeyStore keyStore(List<Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("ca-" + i, certificates.get(i));
    }
    return store;
  }

  private static SettingsException refused(Path file, String what, Exception cause) {
    return new SettingsException(
        String.format(
            Locale.ROOT,
            "%s names %s, which %s. It must be a file with the certificates of your CA in PEM format.",
            SETTING,
            file,
            what),
        cause);
  }

  /** Returns a TLS context for clients that Camel does not configure. */
  public SSLContext sslContext(CamelContext context) {
    try {
      return sslContextParameters(context).createSSLContext(context);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform can trust X.509 certificates", e);
    }
  }

  private SSLContextParameters sslContextParameters(CamelContext context) {
    KeyStoreParameters store = new KeyStoreParameters();
    store.setCamelContext(context);
    store.setKeyStore(trusted);
    TrustManagersParameters managers = new TrustManagersParameters();
    managers.setCamelContext(context);
    managers.setKeyStore(store);
    SSLContextParameters parameters = new SSLContextParameters();
    parameters.setCamelContext(context);
    parameters.setTrustManagers(managers);
    return parameters;
  }
}
