package io.github.leanixruns.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.leanix.Answers;
import io.github.leanixruns.leanix.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;

/**
 * Replaces the status requests of many waiting runs by one request for the status of all runs. The
 * list only tells which runs to look at: the status of a run is then requested as usual. Without a
 * usable list, all runs request their status themselves.
 *
 * <p>One thread finds the workspaces; another one handles the list of each.
 */
public final class StatusLists {

  private static final int MIN_WAITING = 10;
  // a list of other runs costs more than the requests that it replaces
  private static final int MAX_LISTED_PER_WAITING = 20;
  private static final int MIN_LISTED = 1_000;
  private static final Duration MIN_INTERVAL = Duration.ofSeconds(2);
  private static final Duration MAX_INTERVAL = Duration.ofSeconds(30);
  private static final Duration INTERVAL_PER_THOUSAND = Duration.ofSeconds(4);
  private static final Duration FALLBACK_PER_WAITING = Duration.ofSeconds(2);
  private static final Duration MAX_FALLBACK = Duration.ofHours(6);
  private static final Duration GIVEN_UP = Duration.ofHours(1);
  private static final Set<FailureKind> REASONS_TO_GIVE_UP =
      Set.of(FailureKind.REFUSED, FailureKind.INTERMEDIARY, FailureKind.INVALID_ANSWER);
  private static final String CREATED = "CREATED";
  private static final Set<String> WAITING = Set.of("SEQUENTIALIZED", "PENDING", "IN_PROGRESS");

  private final ChannelRegistry channels;
  private final Delays delays;
  private final Clock clock;
  private final Map<Workspace, Map<String, String>> listed = new ConcurrentHashMap<>();
  private final Map<Workspace, Instant> givenUpUntil = new ConcurrentHashMap<>();
  private final Set<Workspace> requested = ConcurrentHashMap.newKeySet();
  private Instant nextAt = Instant.MIN;

  public StatusLists(ChannelRegistry channels, Delays delays, Clock clock) {
    this.channels = channels;
    this.delays = delays;
    this.clock = clock;
  }

  /** Returns the time until a run requests its status itself. Thread-safe. */
  public Duration untilNextStatus(@Variable("run") Run run, @Variable("channel") Channel channel) {
    Duration polled = delays.untilNextStatus(run, channel);
    Map<String, String> waiting = listed.get(channel.workspace());
    if (waiting == null) {
      return polled;
    }
    Duration fallback = FALLBACK_PER_WAITING.multipliedBy(waiting.size());
    Duration longest = min(MAX_FALLBACK, channel.pollingPolicy().timeout());
    return max(polled, min(fallback, longest));
  }

  /** Tells whether a status of a run that has not ended is one that LeanIX documents. */
  public boolean isKnown(@Variable("status") String status) {
    return CREATED.equals(status) || WAITING.contains(status);
  }

  /** Tells whether it is time to request the lists. */
  public boolean isDue() {
    return !clock.instant().isBefore(nextAt);
  }

  /**
   * Returns the workspaces whose list is requested now. The list of a workspace is requested again
   * when it was received.
   *
   * @param rows {@code lane}, {@code channel} and {@code run_id} of all waiting runs
   */
  public List<Workspace> workspaces(@Body List<Map<String, Object>> rows) {
    Map<Workspace, Map<String, String>> waiting = new HashMap<>();
    for (Map<String, Object> row : rows) {
      waiting
          .computeIfAbsent(workspaceOf((String) row.get("channel")), first -> new HashMap<>())
          .put((String) row.get("run_id"), (String) row.get("lane"));
    }
    listed.keySet().retainAll(waiting.keySet());
    waiting.forEach(this::listIfMany);
    Duration interval = INTERVAL_PER_THOUSAND.multipliedBy(rows.size()).dividedBy(1_000);
    nextAt = clock.instant().plus(max(MIN_INTERVAL, min(MAX_INTERVAL, interval)));
    return listed.keySet().stream().filter(requested::add).toList();
  }

  private Workspace workspaceOf(String channel) {
    return channels.named(channel).workspace();
  }

  /** A workspace stays listed until no run waits, because the runs have long delays. */
  private void listIfMany(Workspace workspace, Map<String, String> lanes) {
    boolean givenUp = clock.instant().isBefore(givenUpUntil.getOrDefault(workspace, Instant.MIN));
    if (!givenUp && (lanes.size() >= MIN_WAITING || listed.containsKey(workspace))) {
      listed.put(workspace, lanes);
    }
  }

  /**
   * Returns the lanes whose run is no longer waiting. A run that is still CREATED is not: its start
   * may have been lost.
   *
   * @param runs {@code [{"id": …, "status": …}, …]}
   */
  public List<String> ended(@Variable("workspace") Workspace workspace, @Body JsonNode runs) {
    requested.remove(workspace);
    Map<String, String> lanes = listed.getOrDefault(workspace, Map.of());
    if (!isUsable(runs, lanes.size())) {
      return givenUp(workspace);
    }
    return Answers.statuses(runs)
        .filter(run -> !WAITING.contains(run.getValue()))
        .map(run -> lanes.get(run.getKey()))
        .filter(lane -> lane != null)
        .toList();
  }

  private static boolean isUsable(JsonNode runs, int waiting) {
    return runs != null
        && runs.isArray()
        && runs.size() <= Math.max(MIN_LISTED, MAX_LISTED_PER_WAITING * waiting);
  }

  /** Returns the lanes that cannot wait for the next list: none after a transient failure. */
  public List<String> failed(
      @Variable("workspace") Workspace workspace, @ExchangeException Exception failure) {
    requested.remove(workspace);
    return REASONS_TO_GIVE_UP.contains(FailureKind.of(failure)) ? givenUp(workspace) : List.of();
  }

  /** Gives the list up for a while. All runs are looked at, because they have long delays. */
  private List<String> givenUp(Workspace workspace) {
    givenUpUntil.put(workspace, clock.instant().plus(GIVEN_UP));
    Map<String, String> lanes = listed.remove(workspace);
    return lanes == null ? List.of() : List.copyOf(lanes.values());
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
