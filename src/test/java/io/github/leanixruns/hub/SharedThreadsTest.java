package io.github.leanixruns.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.leanix.Workspace;
import io.github.leanixruns.testsupport.TestChannels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedThreadsTest {

  private static final Duration DONE = Duration.ofMinutes(1);

  private final Workspace slow = TestChannels.at("https://slow", true).workspace();
  private final Workspace other = TestChannels.at("https://other", true).workspace();
  private final List<String> executed = new ArrayList<>();
  private final Map<String, List<String>> meanwhile = new HashMap<>();

  @Test
  void aWorkspaceDoesNotTakeTheLastThread() throws Exception {
    SharedThreads shared = withThreads(3);
    meanwhile.put("slow-1", List.of("slow-2"));
    meanwhile.put("slow-2", List.of("slow-3", "other-1"));

    assertThat(shared.of("slow-1")).isEqualTo(DONE);

    assertThat(executed).containsExactly("slow-1", "slow-2", "other-1");
  }

  @Test
  void afterItsStepsAWorkspaceHasItsThreadsAgain() throws Exception {
    SharedThreads shared = withThreads(3);
    meanwhile.put("slow-1", List.of("slow-2", "slow-3"));

    assertThat(shared.of("slow-1")).isEqualTo(DONE);

    assertThat(executed).containsExactly("slow-1", "slow-2", "slow-3");
  }

  @Test
  void withOneThreadEachWorkspaceHasItInTurn() throws Exception {
    SharedThreads shared = withThreads(1);

    assertThat(shared.of("slow-1")).isEqualTo(DONE);
    assertThat(shared.of("other-1")).isEqualTo(DONE);
  }

  @Test
  void aStepThatFailsReturnsItsThread() {
    SharedThreads shared =
        new SharedThreads(
            2,
            this::workspaceOf,
            lane -> {
              throw new IllegalStateException(lane);
            });

    for (String lane : List.of("slow-1", "slow-2", "slow-3")) {
      assertThatThrownBy(() -> shared.of(lane)).hasMessage(lane);
    }
  }

  /** While the step of a lane is executed, those of others begin. */
  private SharedThreads withThreads(int threads) {
    SharedThreads[] shared = new SharedThreads[1];
    shared[0] =
        new SharedThreads(
            threads,
            this::workspaceOf,
            lane -> {
              executed.add(lane);
              for (String other : meanwhile.getOrDefault(lane, List.of())) {
                Duration delay = shared[0].of(other);
                assertThat(delay)
                    .isEqualTo(executed.contains(other) ? DONE : SharedThreads.PUT_BACK);
              }
              return DONE;
            });
    return shared[0];
  }

  private Workspace workspaceOf(String lane) {
    return lane.startsWith("slow") ? slow : other;
  }
}
