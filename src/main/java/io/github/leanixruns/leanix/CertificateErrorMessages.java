package io.github.leanixruns.leanix;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says what is wrong with a certificate that was not accepted, and what helps. */
final class CertificateErrorMessages {

  private CertificateErrorMessages() {}

  /** Returns the words for a failed call, where a certificate made it fail. */
  static Optional<String> of(Throwable failure) {
    String words = null;
    // the cause at the bottom knows best
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String wordsOfCause = ofOne(cause);
      words = wordsOfCause == null ? words : wordsOfCause;
    }
    return Optional.ofNullable(words);
  }

  private static String ofOne(Throwable failure) {
    if (failure instanceof SSLPeerUnverifiedException) {
      return "The certificate is for another host: %s. Check leanix.base-url."
          .formatted(failure.getMessage());
    }
    if (failure instanceof CertificateExpiredException
        || failure instanceof CertificateNotYetValidException) {
      return "The certificate is not valid at this time: %s. Check this machine's clock, and tell whoever runs the server."
          .formatted(failure.getMessage());
    }
    if (failure instanceof CertPathBuilderException
        || failure instanceof CertPathValidatorException) {
      return "The certificate is not trusted: %s. If it comes from a CA of your own, name a file with that CA's certificate in leanix.ca-certificates."
          .formatted(failure.getMessage());
    }
    return null;
  }
}
