package io.github.leanixruns.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

  private static final String SECRET = "pass\"word+with/odd=signs";

  @Test
  void aSecretIsMaskedInEveryEncoding() {
    Secrets.hideCredentials("user", SECRET);
    String base64 =
        Base64.getEncoder().encodeToString(("user:" + SECRET).getBytes(StandardCharsets.UTF_8));

    assertThat(Secrets.mask("<" + SECRET + ">")).isEqualTo("<***>");
    assertThat(Secrets.mask("<" + base64 + ">")).isEqualTo("<***>");
    assertThat(Secrets.mask("<" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8) + ">"))
        .isEqualTo("<***>");
    assertThat(Secrets.mask("{\"a\":\"pass\\\"word+with/odd=signs\"}"))
        .isEqualTo("{\"a\":\"***\"}");
  }

  @Test
  void aSecretThatContainsAnotherIsMaskedCompletely() {
    Secrets.hideAccessToken("inner-token");
    Secrets.hideAccessToken("around-inner-token-around");

    assertThat(Secrets.mask("around-inner-token-around")).isEqualTo("***");
  }

  @Test
  void aShortSecretIsNotMasked() {
    Secrets.hideCredentials("", "leanix");

    assertThat(Secrets.mask("leanix.base-url")).isEqualTo("leanix.base-url");
  }

  @Test
  void aSecretLikeTheNameOfAStatusIsNotMasked() {
    for (String token : new String[] {"FINISHED", "IN_PROGRESS", "DELIVERED"}) {
      Secrets.hideAccessToken(token);

      assertThat(Secrets.mask("is " + token)).isEqualTo("is " + token);
    }
  }

  @Test
  void onlyTheLastHundredAccessTokensAreKept() {
    for (int i = 0; i <= 100; i++) {
      Secrets.hideAccessToken("access-token-" + i + "-");
    }

    assertThat(Secrets.mask("access-token-0-")).isEqualTo("access-token-0-");
    assertThat(Secrets.mask("access-token-1-")).isEqualTo("***");
    assertThat(Secrets.mask("access-token-100-")).isEqualTo("***");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Authorization: Bearer abc.def                  | Authorization: Bearer ***",
        "{Authorization=Basic YWJj=, a=b}               | {Authorization=Basic ***, a=b}",
        "got Bearer 0123456789abcdef01 and more         | got Bearer *** and more",
        "{\"access_token\":\"abc\",\"expires_in\":1}    | {\"access_token\":\"***\",\"expires_in\":1}",
        "sig=a%2Fb&sv=1                                 | sig=***&sv=1",
        "CamelHttpRawQuery=sig=a%2Fb&sv=1               | CamelHttpRawQuery=sig=***&sv=1",
        "https://x.example/b?sig=a%2Fb&se=2             | https://x.example/b?sig=***&se=2",
        "a design=bold is no signature                  | a design=bold is no signature",
        "https://x.example/b?sv=1&sig=a%2Fb&se=2        | https://x.example/b?sv=1&sig=***&se=2",
        "{\"a\":\"see \\\"b?sig=c%2Fd\\\".\"}        | {\"a\":\"see \\\"b?sig=***\\\".\"}",
        "[file] leanix.api-token = a+b\"c                | [file] leanix.api-token = ***",
        "[file] leanix.channel.a-b.api-token = s3cret-one   | [file] leanix.channel.a-b.api-token = ***",
        "jdbc:postgresql://h/d?user=a&password=b!c      | jdbc:postgresql://h/d?user=a&password=***",
        "basic authentication, bearer of news           | basic authentication, bearer of news",
      })
  void unregisteredSecretsAreMaskedByTheirFormat(String text, String masked) {
    assertThat(Secrets.mask(text)).isEqualTo(masked);
  }
}
