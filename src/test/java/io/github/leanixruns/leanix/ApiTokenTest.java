package io.github.leanixruns.leanix;

import static io.github.leanixruns.leanix.HttpAnswers.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ApiTokenTest {

  @Test
  void theHeaderHoldsTheUserApitokenAndTheToken() {
    assertThat(new ApiToken("secret").basic()).isEqualTo("Basic YXBpdG9rZW46c2VjcmV0");
  }

  @Test
  void aLongTokenOfAnyCharactersStaysOneLine() {
    String token = "ü:/+".repeat(50);

    String header = new ApiToken(token).basic();

    assertThat(header).startsWith("Basic ").doesNotContain("\n", "\r");
    byte[] credentials = Base64.getDecoder().decode(header.substring("Basic ".length()));
    assertThat(new String(credentials, StandardCharsets.UTF_8)).isEqualTo("apitoken:" + token);
  }

  @Test
  void itsTextDoesNotHoldTheToken() {
    assertThat(new ApiToken("secret").toString()).isEqualTo("API token");
  }

  @Test
  void aRefusalNamesTheAnswerAndTheSettingsButNotTheToken() {
    assertThatThrownBy(
            () ->
                new ApiToken("secret")
                    .refused(
                        answer(
                            401,
                            "{\"error\":\"invalid_client\",\"error_description\":\"expired\"}")))
        .isInstanceOf(ApiTokenRefusedException.class)
        .hasMessage(
            "LeanIX refuses the API token (HTTP 401, \"expired; invalid_client\")."
                + " Check leanix.api-token and leanix.base-url.");
  }
}
