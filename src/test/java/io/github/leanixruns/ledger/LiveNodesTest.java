package io.github.leanixruns.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveNodesTest {
  private final LiveNodes nodes = new LiveNodes("a");

  @Test
  void aNodeWhoseCounterDoesNotChangeIsNotAlive() {
    assertThat(nodes.count(List.of(row("a", 1), row("b", 7), row("c", 7)))).isEqualTo(3);
    assertThat(nodes.count(List.of(row("a", 2), row("b", 8), row("c", 7)))).isEqualTo(2);
    assertThat(nodes.count(List.of(row("a", 3), row("b", 8), row("c", 8)))).isEqualTo(2);
    assertThat(nodes.count(List.of(row("a", 4), row("b", 8), row("c", 8)))).isEqualTo(1);
  }

  @Test
  void aNodeThatMissesSeveralBeatsIsDeadUntilTheNextOne() {
    for (int beat = 1; beat < 7; beat++) {
      nodes.count(List.of(row("a", beat), row("b", 7), row("c", beat)));
      assertThat(nodes.dead()).isEmpty();
    }
    nodes.count(List.of(row("a", 6), row("b", 7), row("c", 7)));
    assertThat(nodes.dead()).containsExactly("b");

    nodes.count(List.of(row("a", 6), row("b", 8), row("c", 7)));
    assertThat(nodes.dead()).isEmpty();
  }

  @Test
  void thisNodeIsAlwaysAlive() {
    nodes.count(List.of(row("a", 1)));

    assertThat(nodes.count(List.of(row("a", 1)))).isEqualTo(1);
  }

  private static Map<String, Object> row(String name, long beats) {
    return Map.of("name", name, "beats", beats);
  }
}
