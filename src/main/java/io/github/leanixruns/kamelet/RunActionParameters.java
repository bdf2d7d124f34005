package io.github.leanixruns.kamelet;

import io.github.leanixruns.channel.PollingPolicy;
import io.github.leanixruns.channel.ResultsMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Expression;

/** The parameters of the kamelet {@code leanix-run-action}. */
abstract class RunActionParameters implements CamelContextAware {

  CamelContext context;
  String baseUrl;
  String apiToken;
  int requestsPerSecond;
  int openRuns;
  boolean inOrder;
  boolean test;
  String executionGroup;
  Duration poll;
  Duration pollMax;
  Duration timeout;
  ResultsMode results;
  Expression runId;

  public void setBaseUrl(String baseUrl) {
    this.baseUrl = baseUrl.replaceAll("/+$", "");
  }

  public void setApiToken(String apiToken) {
    this.apiToken = apiToken;
  }

  public void setRequestsPerSecond(int requestsPerSecond) {
    this.requestsPerSecond = requestsPerSecond;
  }

  public void setOpenRuns(int openRuns) {
    this.openRuns = openRuns;
  }

  /**
   * @param order {@code connector} or {@code none}
   */
  public void setOrder(String order) {
    this.inOrder = oneOf("order", order, "connector", "none").equals("connector");
  }

  /**
   * @param test {@code true} or {@code false}
   */
  public void setTest(String test) {
    this.test = Boolean.parseBoolean(oneOf("test", test, "true", "false"));
  }

  public void setExecutionGroup(String executionGroup) {
    this.executionGroup = executionGroup.isBlank() ? null : executionGroup;
  }

  public void setPoll(Duration poll) {
    this.poll = poll;
  }

  public void setPollMax(Duration pollMax) {
    this.pollMax = pollMax;
  }

  public void setTimeout(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * @param results {@code auto} or {@code expected}
   */
  public void setResults(String results) {
    this.results = ResultsMode.of(oneOf("results", results, "auto", "expected"));
  }

  /**
   * @param runId a Simple expression for the run to continue with, empty for a new run
   */
  public void setRunId(String runId) {
    this.runId = context.resolveLanguage("simple").createExpression(runId);
  }

  /** Any other value would silently change how runs are executed. */
  private static String oneOf(String name, String value, String... values) {
    if (!List.of(values).contains(value)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "The parameter %s of leanix-run-action is \"%s\", but must be one of %s.",
              name,
              value,
              String.join(", ", values)));
    }
    return value;
  }

  PollingPolicy pollingPolicy() {
    if (poll.compareTo(pollMax) > 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "The parameter poll of leanix-run-action (%d ms) must not be longer than pollMax (%d ms).",
              poll.toMillis(),
              pollMax.toMillis()));
    }
    return new PollingPolicy(poll, pollMax, timeout);
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }
}
