package io.github.leanixruns.sandbox;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Says whom a fault meets and how often, always unless told otherwise; the last word, what happens
 * to them, puts it in force.
 */
public final class FaultBuilder {
  private final Faults faults;
  private final Set<Call> calls;
  private final Consumer<String> forgetRun;
  private Predicate<Subject> subjects;
  private int times = Countdown.ALWAYS;

  FaultBuilder(Faults faults, Set<Call> calls, Consumer<String> forgetRun) {
    this.faults = faults;
    this.calls = calls;
    this.forgetRun = forgetRun;
  }

  public FaultBuilder times(int n) {
    times = n;
    return this;
  }

  public FaultBuilder once() {
    return times(1);
  }

  public FaultBuilder always() {
    return times(Countdown.ALWAYS);
  }

  public FaultBuilder forConnector(String connectorId) {
    return forConnector(connectorId::equals);
  }

  /** Meets only calls about runs whose connectorId fits. */
  public FaultBuilder forConnector(Predicate<String> connectorId) {
    return only(who -> who.connectorId() != null && connectorId.test(who.connectorId()));
  }

  public FaultBuilder forRun(String runId) {
    return forRun(runId::equals);
  }

  /** Meets only calls about runs whose id fits. */
  public FaultBuilder forRun(Predicate<String> runId) {
    return only(who -> who.runId() != null && runId.test(who.runId()));
  }

  public Fault answer(int status) {
    return answer(status, Map.of());
  }

  public Fault answer(int status, Map<String, String> headers) {
    return answer(status, headers, "");
  }

  /** Answers this without doing the work. */
  public Fault answer(int status, Map<String, String> headers, String body) {
    HttpReply reply = HttpReply.text(status, Map.copyOf(headers), body);
    return add("ANSWER", (call, work, fault) -> reply);
  }

  /** Answers this, as a proxy might, after doing the work. */
  public Fault answerAfter(int status, Map<String, String> headers, String body) {
    HttpReply reply = HttpReply.text(status, Map.copyOf(headers), body);
    return add(
        "ANSWER_AFTER",
        (call, work, fault) -> {
          work.run();
          return reply;
        });
  }

  /** Does the work, has the run be of this status in the answer. */
  public Fault answerStatus(String status) {
    return add("ANSWER_STATUS", (call, work, fault) -> work.run().withRunStatus(status));
  }

  /** Does the work, answers late. */
  public Fault delay(Duration time) {
    return add(
        "DELAY",
        (call, work, fault) -> {
          HttpReply reply = work.run();
          fault.await(time);
          return reply;
        });
  }

  /** Does the work, answers when released. */
  public Fault hold() {
    return add(
        "HOLD",
        (call, work, fault) -> {
          HttpReply reply = work.run();
          fault.await();
          return reply;
        });
  }

  /** Does the work, and answers, when released. */
  public Fault holdBefore() {
    return add(
        "HOLD_BEFORE",
        (call, work, fault) -> {
          fault.await();
          return work.run();
        });
  }

  /** Cuts the connection, the work undone. */
  public Fault cutBefore() {
    return add(
        "CUT_BEFORE",
        (call, work, fault) -> {
          throw new CutOff();
        });
  }

  /** Does the work, cuts the connection without an answer. */
  public Fault cutAfter() {
    return add(
        "CUT_AFTER",
        (call, work, fault) -> {
          work.run();
          throw new CutOff();
        });
  }

  /** Does the work, sends the first half of the answer's body, cuts the connection. */
  public Fault cutHalfway() {
    return add("CUT_HALFWAY", (call, work, fault) -> work.run().cutHalfway());
  }

  /** Forgets the run, then goes on as ever: with a 404. */
  public Fault forget() {
    return add(
        "FORGET",
        (call, work, fault) -> {
          forgetRun.accept(call.runId());
          return work.run();
        });
  }

  private Fault add(String name, FaultAction action) {
    return faults.add(name, calls, subjects, times, action);
  }

  private FaultBuilder only(Predicate<Subject> more) {
    subjects = subjects == null ? more : subjects.and(more);
    return this;
  }
}
