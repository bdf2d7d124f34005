package io.github.leanixruns.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.leanixruns.ldif.CheckedLdifs;
import io.github.leanixruns.ldif.LdifHeader;
import io.github.leanixruns.testsupport.TestChannels;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneTest {

  private static final Lane PER_CONNECTOR = lanes(true);
  private static final Lane PER_RUN = lanes(false);

  @Test
  void runsOfOneConnectorShareALane() {
    LdifHeader one = new LdifHeader("cmdb", "crm", "1.0.0", "inbound", "full", "first");
    LdifHeader other = new LdifHeader("cmdb", "crm", "1.0.0", "inbound", null, null);

    assertThat(lane(PER_CONNECTOR, one, "run-1")).isEqualTo(lane(PER_CONNECTOR, other, "run-2"));
  }

  @ParameterizedTest
  @CsvSource({
    "other, crm,   1.0.0, inbound",
    "cmdb,  other, 1.0.0, inbound",
    "cmdb,  crm,   1.0.1, inbound",
    "cmdb,  crm,   1.0.0, outbound",
    "crm,   cmdb,  1.0.0, inbound",
    "cmdbc, rm,    1.0.0, inbound",
    "CMDB,  crm,   1.0.0, inbound",
  })
  void anotherConnectorIsAnotherLane(String type, String id, String version, String direction) {
    LdifHeader one = new LdifHeader("cmdb", "crm", "1.0.0", "inbound", null, null);
    LdifHeader other = new LdifHeader(type, id, version, direction, null, null);

    assertThat(lane(PER_CONNECTOR, other, "run-1")).isNotEqualTo(lane(PER_CONNECTOR, one, "run-1"));
  }

  @Test
  void theLaneOfAConnectorIsTheSameInEachProcess() {
    assertThat(
            lane(
                PER_CONNECTOR,
                new LdifHeader("cmdb", "crm", "1.0.0", "inbound", null, null),
                "run-1"))
        .isEqualTo("e7e195628cfc21ee523720e2503e8804c2fa74871b414e1ca8b6e905cfdc2cb8");
  }

  @Test
  void aLaneIsShortEvenIfTheConnectorsFieldsAreLong() {
    LdifHeader header =
        new LdifHeader("ü".repeat(500), "🚀".repeat(250), "v".repeat(500), "inbound", null, null);

    assertThat(lane(PER_CONNECTOR, header, "run-1")).matches("[0-9a-f]{64}");
  }

  @Test
  void withoutAnOrderEachRunHasItsOwnLane() {
    LdifHeader header = new LdifHeader("cmdb", "crm", "1.0.0", "inbound", null, null);

    assertThat(lane(PER_RUN, header, "run-1")).isEqualTo("run-1");
    assertThat(lane(PER_RUN, header, "run-2")).isEqualTo("run-2");
  }

  @Test
  void aConnectorHasALaneInEachWorkspace() {
    LdifHeader header = new LdifHeader("cmdb", "crm", "1.0.0", "inbound", null, null);
    Lane elsewhere = new Lane(name -> TestChannels.at("https://test.leanix.net", true));

    assertThat(lane(elsewhere, header, "run-1")).isNotEqualTo(lane(PER_CONNECTOR, header, "run-1"));
  }

  private static Lane lanes(boolean perConnector) {
    return new Lane(name -> TestChannels.at("https://acme.leanix.net", perConnector));
  }

  private static String lane(Lane lane, LdifHeader header, String runId) {
    return lane.of(
        Verdict.ofLdif(CheckedLdifs.of(header)),
        new Claim(runId, "apps.json", Path.of("apps.json"), Origin.INBOX));
  }
}
