package io.github.leanixruns.leanix;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Describes why a certificate was not accepted, and what to do. */
final class CertificateErrorMessages {

  private CertificateErrorMessages() {}

  /** Returns the message if a certificate made the call fail. */
  static Optional<String> of(Throwable failure) {
    String message = null;
    // the deepest cause is the most specific
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String messageOfCause = ofOne(cause);
      message = messageOfCause == null ? message : messageOfCause;
    }
    return Optional.ofNullable(message);
  }

  private static String ofOne(Throwable failure) {
    if (failure instanceof SSLPeerUnverifiedException) {
      return String.format(
          Locale.ROOT,
          "The certificate is for another host: %s. Check leanix.base-url.",
          failure.getMessage());
    }
    if (failure instanceof CertificateExpiredException
        || failure instanceof CertificateNotYetValidException) {
      return String.format(
          Locale.ROOT,
          "The certificate is not valid at this time: %s. Check the clock of this host, and tell the administrator of the server.",
          failure.getMessage());
    }
    if (failure instanceof CertPathBuilderException
        || failure instanceof CertPathValidatorException) {
      return String.format(
          Locale.ROOT,
          "The certificate is not trusted: %s. If your organization has its own CA, set leanix.ca-certificates to a file with the CA's certificate.",
          failure.getMessage());
    }
    return null;
  }
}
