package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.testsupport.HubTestSupport;
import io.github.leanixruns.testsupport.Ldifs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that cannot work is rejected without a call to LeanIX; ldif/ tests each reason. */
class RejectionTest extends HubTestSupport {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                                           | the file ends in the middle
          [1, 2]                                      | leanix.defaults
          dn: cn=Order Desk,dc=acme,dc=com            | LDAP
          <html><body>Log in</body></html>            | web page
          {"connectorType": "a", "content": []}       | connectorId
          {"results": {"content": []}, "warnings": []} | is the value of its key "results"
          id,name                                     | table (CSV)
          ---                                         | YAML
          """)
  void aFileThatIsNoLdifIsRejectedWithAReason(String content, String words) throws Exception {
    drop("bad.json", content);

    JsonNode receipt = awaitReceipt("failed");

    String id = receipt.at("/ledgerId").textValue();
    assertThat(names("failed"))
        .containsExactly("bad." + id + ".ldif.json", "bad." + id + ".receipt.json");
    assertThat(text("failed", "bad." + id + ".ldif.json")).isEqualTo(content);
    assertThat(receipt.at("/stage").textValue()).isEqualTo("REJECTED");
    assertThat(receipt.at("/reason").textValue()).contains(words);
    assertThat(receipt.at("/advice").textValue()).contains("inbox");
    assertThat(receipt.at("/file/sizeBytes").intValue()).isEqualTo(content.length());
    assertThat(receipt.at("/file/sha256").textValue()).hasSize(64);
    assertThat(receipt.at("/runId").isNull()).isTrue();
    assertThat(receipt.at("/stages").findValuesAsText("stage"))
        .containsExactly("RECEIVED", "REJECTED");
    assertThat(sandbox.requests()).isEmpty();
    awaitEmptyWorkFolder();
  }

  @Test
  void badFilesOfTheSameNameOverwriteNothingAndHoldUpNobody() throws Exception {
    for (int i = 0; i < 3; i++) {
      int before = receipts("failed").size();
      drop("bad.json", "no JSON " + i);
      awaitReceipts("failed", before + 1);
    }
    drop("good.json", Ldifs.inbound("crm"));

    awaitReceipt("archive");

    List<JsonNode> rejected = awaitReceipts("failed", 3);
    assertThat(names("failed")).hasSize(6);
    assertThat(rejected).allMatch(receipt -> receipt.at("/stage").asText().equals("REJECTED"));
  }
}
