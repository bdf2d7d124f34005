package io.github.leanixruns.leanix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedUrlTest {

  private static final String WORKSPACE = "https://acme.leanix.net";

  @Test
  void isSentAsLeanixGaveIt() throws Exception {
    String url = "https://store.example:8443/a/b%20c?sv=2024&sig=a%2Fb%3D";

    SignedUrl signed = SignedUrl.of(url, WORKSPACE);

    assertThat(signed.text()).isEqualTo(url);
    assertThat(signed.host()).isEqualTo("https://store.example:8443");
    assertThat(signed.path()).isEqualTo("/a/b%20c");
    assertThat(signed.with("comp=block").query()).isEqualTo("sv=2024&sig=a%2Fb%3D&comp=block");
  }

  @Test
  void doesNotShowItsSignature() throws Exception {
    assertThat(SignedUrl.of("https://store.example/a?sig=secret", WORKSPACE))
        .hasToString("https://store.example/a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://store.example/a?sig=secret", "HTTP://store.example/a?sig=secret"})
  void withoutTlsIsForThoseWhoAskWithoutTls(String url) throws Exception {
    assertThatThrownBy(() -> SignedUrl.of(url, WORKSPACE))
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessageContaining("without TLS")
        .hasMessageNotContaining("secret");

    assertThat(SignedUrl.of(url, "http://127.0.0.1:8080").host()).isEqualTo("http://store.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing?sig=secret",
        "/a?sig=secret",
        "file:///etc/passwd?sig=secret",
        "https:///a?sig=secret",
        "https://store.example/a b?sig=secret",
      })
  void anythingElseIsNoAddress(String url) {
    assertThatThrownBy(() -> SignedUrl.of(url, WORKSPACE))
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessage("LeanIX answered a storage address that is none")
        .hasNoCause();
  }
}
