package io.github.leanixruns.kamelet;

import io.github.leanixruns.channel.ResultsMode;
import java.time.Duration;
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
    this.inOrder = "connector".equals(order);
  }

  public void setTest(boolean test) {
    this.test = test;
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

  public void setResults(String results) {
    this.results = ResultsMode.of(results);
  }

  /**
   * @param runId a Simple expression for the run to continue with, empty for a new run
   */
  public void setRunId(String runId) {
    this.runId = context.resolveLanguage("simple").createExpression(runId);
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
