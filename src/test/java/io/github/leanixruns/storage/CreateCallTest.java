package io.github.leanixruns.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.ResultsMode;
import io.github.leanixruns.leanix.Answers;
import io.github.leanixruns.leanix.SignedUrl;
import java.io.File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateCallTest {

  private static final File LDIF = new File("apps.json");
  private static final Upload NO_UPLOAD = null;
  private static final Upload UPLOAD =
      Upload.of(new SignedUrl("https://storage", "/blob", "sig=x&se=y"), null, 10, 0);

  private final CreateCall call = new CreateCall(new Answers());

  @Test
  void anLdifIsSentWithTheCreateCall() throws Exception {
    assertThat(call.path(channel(null), NO_UPLOAD)).isEmpty();
    assertThat(call.query(channel(null))).isEmpty();
    assertThat(call.body(LDIF, NO_UPLOAD)).isSameAs(LDIF);
  }

  @Test
  void anLdifIsSentWithTheNameOfItsExecutionGroup() throws Exception {
    assertThat(call.path(channel("nightly"), NO_UPLOAD)).isEqualTo("/withExecutionGroup");
    assertThat(call.query(channel("nightly"))).isEqualTo("groupName=nightly");
    assertThat(call.body(LDIF, NO_UPLOAD)).isSameAs(LDIF);
  }

  @Test
  void anUploadedLdifIsReferencedByItsUrl() throws Exception {
    assertThat(call.path(channel(null), UPLOAD)).isEqualTo("/withUrlInput");
    assertThat(call.query(channel(null))).isEmpty();
    assertThat(new ObjectMapper().readTree((byte[]) call.body(LDIF, UPLOAD)))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"url": "https://storage/blob?sig=x&se=y", "type": "azureStorage"}
                    """));
  }

  @Test
  void anUploadedLdifIsReferencedWithItsExecutionGroup() throws Exception {
    assertThat(call.path(channel("nightly"), UPLOAD)).isEqualTo("/withExecutionGroupAndUrlInput");
    assertThat(call.query(channel("nightly"))).isEqualTo("groupName=nightly");
    assertThat(call.body(LDIF, UPLOAD)).isEqualTo(UPLOAD.input());
  }

  @ParameterizedTest
  @CsvSource({
    "two words,    two%20words",
    "a+b,          a%2Bb",
    "R&D=50%,      R%26D%3D50%25",
    "a/b?c#d,      a%2Fb%3Fc%23d",
    "Größe🚀,      Gr%C3%B6%C3%9Fe%F0%9F%9A%80",
    "{{x}}${y},    %7B%7Bx%7D%7D%24%7By%7D",
  })
  void theNameOfAnExecutionGroupIsEncoded(String group, String encoded) {
    assertThat(call.query(channel(group))).isEqualTo("groupName=" + encoded);
  }

  private static Channel channel(String executionGroup) {
    return new Channel(
        null,
        null,
        null,
        false,
        executionGroup,
        false,
        true,
        50,
        null,
        ResultsMode.AUTO,
        null,
        null);
  }
}
