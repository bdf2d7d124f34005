package io.github.leanixruns.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.leanix.Workspace;
import io.github.leanixruns.testsupport.TestChannels;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusListsTest {

  private static final int MANY = 10;

  private final Channel main = TestChannels.at("https://main", true);
  private final Channel slow = TestChannels.at("https://slow", true);
  private final StatusLists lists =
      new StatusLists(
          new ChannelRegistry(main, Map.of("slow", slow)),
          new Delays(Clock.systemUTC(), () -> 0.5),
          Clock.systemUTC());

  @Test
  void aListThatIsStillAwaitedIsNotRequestedAgainAndStopsNoOther() throws Exception {
    assertThat(workspaces()).containsExactlyInAnyOrder(main.workspace(), slow.workspace());
    assertThat(workspaces()).isEmpty();

    assertThat(lists.ended(main.workspace(), ended())).containsExactly("lane-null-3");

    assertThat(workspaces()).containsExactly(main.workspace());

    assertThat(lists.failed(slow.workspace(), new SocketTimeoutException("slow"))).isEmpty();

    assertThat(workspaces()).containsExactly(slow.workspace());
  }

  @Test
  void aListThatComesAfterItsRunsHaveEndedWakesNoLane() throws Exception {
    workspaces();
    lists.workspaces(List.of());

    assertThat(lists.ended(slow.workspace(), ended())).isEmpty();
    assertThat(lists.failed(main.workspace(), new IllegalStateException("no list"))).isEmpty();
  }

  private List<Workspace> workspaces() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      rows.add(row(null, i));
      rows.add(row("slow", i));
    }
    return lists.workspaces(rows);
  }

  private static Map<String, Object> row(String channel, int number) {
    Map<String, Object> row = new HashMap<>();
    row.put("channel", channel);
    row.put("run_id", "run-" + channel + "-" + number);
    row.put("lane", "lane-" + channel + "-" + number);
    return row;
  }

  private static JsonNode ended() throws Exception {
    return new ObjectMapper().readTree("[{\"id\":\"run-null-3\",\"status\":\"FINISHED\"}]");
  }
}
