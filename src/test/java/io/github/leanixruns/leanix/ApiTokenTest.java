package io.github.leanixruns.leanix;

import static io.github.leanixruns.leanix.HttpAnswers.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokenTest {

  @TempDir private Path folder;

  @Test
  void aFileMayBeginWithAByteOrderMark() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "\uFEFFsecret\r\n");

    assertThat(ApiToken.inFile(file, "leanix.api-token-file").basic())
        .isEqualTo(ApiToken.of("secret", "leanix.api-token").basic());
  }

  @Test
  void theHeaderHoldsTheUserApitokenAndTheToken() throws Exception {
    assertThat(ApiToken.of("secret", "leanix.api-token and leanix.base-url").basic())
        .isEqualTo("Basic YXBpdG9rZW46c2VjcmV0");
  }

  @Test
  void aLongTokenOfAnyCharactersStaysOneLine() throws Exception {
    String token = "ü:/+".repeat(50);

    String header = ApiToken.of(token, "leanix.api-token and leanix.base-url").basic();

    assertThat(header).startsWith("Basic ").doesNotContain("\n", "\r");
    byte[] credentials = Base64.getDecoder().decode(header.substring("Basic ".length()));
    assertThat(new String(credentials, StandardCharsets.UTF_8)).isEqualTo("apitoken:" + token);
  }

  @Test
  void itsTextDoesNotHoldTheToken() {
    assertThat(ApiToken.of("secret", "leanix.api-token and leanix.base-url").toString())
        .isEqualTo("API token");
  }

  @Test
  void aRefusalNamesTheAnswerAndTheSettingsButNotTheToken() {
    assertThat(
            ApiToken.of("secret", "leanix.api-token and leanix.base-url")
                .refusal(
                    answer(
                        401, "{\"error\":\"invalid_client\",\"error_description\":\"expired\"}")))
        .isInstanceOf(ApiTokenRefusedException.class)
        .hasMessage(
            "LeanIX refuses the API token (HTTP 401, \"expired; invalid_client\")."
                + " API tokens expire and can be revoked: check leanix.api-token and leanix.base-url, and"
                + " the technical user in LeanIX.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "secret\n", "secret\r\n", "  secret  \n\n"})
  void aTokenInAFileIsReadWithoutWhatEditorsPutAroundIt(String content) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), content);

    assertThat(
            ApiToken.inFile(file, "the file of leanix.api-token-file and leanix.base-url").basic())
        .isEqualTo(ApiToken.of("secret", "leanix.api-token and leanix.base-url").basic());
  }

  @Test
  void aTokenInAFileIsReadAnewEachTime() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "first\n");
    ApiToken token = ApiToken.inFile(file, "the file of leanix.api-token-file and leanix.base-url");

    Files.writeString(file, "second\n");

    assertThat(token.basic())
        .isEqualTo(ApiToken.of("second", "leanix.api-token and leanix.base-url").basic());
  }

  @ParameterizedTest
  @CsvSource({
    "'',        is empty",
    "'\n\n',    is empty",
    "'one\ntwo', has more than one line",
  })
  void aFileThatHoldsNoTokenIsRefusedByItsName(String content, String words) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), content.replace("\\n", "\n"));

    assertThatThrownBy(
            () -> ApiToken.inFile(file, "the file of leanix.api-token-file and leanix.base-url"))
        .isInstanceOf(IOException.class)
        .hasMessage("The API token file %s %s.", file, words);
  }

  @Test
  void aFileThatCannotBeReadIsRefusedByItsName() throws Exception {
    Path missing = folder.resolve("missing");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC3, 0x28});

    assertThatThrownBy(
            () -> ApiToken.inFile(missing, "the file of leanix.api-token-file and leanix.base-url"))
        .hasMessage("The API token file %s cannot be read (no such file or folder).", missing);
    assertThatThrownBy(
            () -> ApiToken.inFile(folder, "the file of leanix.api-token-file and leanix.base-url"))
        .hasMessage("The API token file %s cannot be read (Is a directory).", folder);
    assertThatThrownBy(
            () -> ApiToken.inFile(binary, "the file of leanix.api-token-file and leanix.base-url"))
        .hasMessage("The API token file %s is not a text file.", binary);
  }

  @Test
  void aRefusalOfATokenInAFileNamesThatSetting() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "secret");

    assertThat(
            ApiToken.inFile(file, "the file of leanix.api-token-file and leanix.base-url")
                .refusal(answer(401, "")))
        .hasMessage(
            "LeanIX refuses the API token (HTTP 401 without a message)."
                + " API tokens expire and can be revoked: check the file of leanix.api-token-file and"
                + " leanix.base-url, and the technical user in LeanIX.");
  }
}
