package io.github.leanixruns.testsupport;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

/** The hub with a workspace that speaks TLS, with a certificate of a CA that Java does not know. */
public abstract class EncryptedTestSupport extends HubTestSupport {

  protected HttpsFront front;

  /** The certificate that the workspace shows. */
  protected String certificate() {
    return TestCertificates.OF_THIS_MACHINE;
  }

  @Override
  protected void beforeOpening() throws Exception {
    TestCertificates certificates = TestCertificates.make();
    front = new HttpsFront(certificates.server(certificate()), sandbox.baseUrl());
    certificates.writeCa(ca());
  }

  protected Path ca() {
    return data.resolve("ca.pem");
  }

  @AfterEach
  protected void closeFront() {
    front.close();
  }
}
