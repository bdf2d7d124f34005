package io.github.leanixruns.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Builds a fault: which calls it applies to, how many times (always by default), and its action.
 * The method for the action activates the fault.
 */
public final class FaultBuilder {
  private final Faults faults;
  private final Set<Call> calls;
  private final Consumer<String> forgetRun;
  private Predicate<CallSubject> subjects;
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

  /** Applies only to calls for runs with a matching connectorId. */
  public FaultBuilder forConnector(Predicate<String> connectorId) {
    return only(
        subject -> subject.connectorId() != null && connectorId.test(subject.connectorId()));
  }

  public FaultBuilder forRun(String runId) {
    return forRun(runId::equals);
  }

  /** Applies only to calls for runs with a matching id. */
  public FaultBuilder forRun(Predicate<String> runId) {
    return only(subject -> subject.runId() != null && runId.test(subject.runId()));
  }

  /** Applies only to uploads of the block with this id, or downloads of this range. */
  public FaultBuilder forPart(String part) {
    return only(subject -> part.equals(subject.part()));
  }

  public Fault answer(int status) {
    return answer(status, Map.of());
  }

  public Fault answer(int status, Map<String, String> headers) {
    return answer(status, headers, "");
  }

  /**
   * Sends this answer and does not execute the call. A body that looks like JSON or XML has the
   * content type that goes with it, unless the headers have another.
   */
  public Fault answer(int status, Map<String, String> headers, String body) {
    HttpReply reply = HttpReply.text(status, Map.copyOf(headers), body);
    return add("ANSWER", (call, work, fault) -> reply);
  }

  /** Refuses the call as LeanIX does, in JSON, and does not execute it. */
  public Fault refuse(int status, String... errors) {
    HttpReply reply = HttpReply.errors(status, List.of(errors));
    return add("REFUSE", (call, work, fault) -> reply);
  }

  /**
   * Answers as a proxy, a firewall or a login page does, and does not execute the call.
   *
   * @param title the title of an HTML page, or null for plain text
   */
  public Fault intermediary(int status, String title) {
    HttpReply reply = HttpReply.page(status, title);
    return add("INTERMEDIARY", (call, work, fault) -> reply);
  }

  /** Executes the call and sends this answer instead, as a proxy might. */
  public Fault answerAfter(int status, Map<String, String> headers, String body) {
    HttpReply reply = HttpReply.text(status, Map.copyOf(headers), body);
    return add(
        "ANSWER_AFTER",
        (call, work, fault) -> {
          work.run();
          return reply;
        });
  }

  /** Executes the call and replaces the status of the run in the answer. */
  public Fault answerStatus(String status) {
    return add("ANSWER_STATUS", (call, work, fault) -> work.run().withRunStatus(status));
  }

  /** Executes the call and sends the answer after a delay. */
  public Fault delay(Duration time) {
    return add(
        "DELAY",
        (call, work, fault) -> {
          HttpReply reply = work.run();
          fault.await(time);
          return reply;
        });
  }

  /** Executes the call and sends the answer when the fault is released. */
  public Fault hold() {
    return add(
        "HOLD",
        (call, work, fault) -> {
          HttpReply reply = work.run();
          fault.await();
          return reply;
        });
  }

  /** Executes the call when the fault is released. */
  public Fault holdBefore() {
    return add(
        "HOLD_BEFORE",
        (call, work, fault) -> {
          fault.await();
          return work.run();
        });
  }

  /** Closes the connection and does not execute the call. */
  public Fault cutBefore() {
    return add(
        "CUT_BEFORE",
        (call, work, fault) -> {
          throw new ConnectionCutException();
        });
  }

  /** Executes the call and closes the connection without an answer. */
  public Fault cutAfter() {
    return add(
        "CUT_AFTER",
        (call, work, fault) -> {
          work.run();
          throw new ConnectionCutException();
        });
  }

  /** Executes the call, sends the first half of the answer and closes the connection. */
  public Fault cutHalfway() {
    return add("CUT_HALFWAY", (call, work, fault) -> work.run().closing(HttpReply.Closing.HALFWAY));
  }

  /** Executes the call, sends the answer and closes the connection, as a load balancer might. */
  public Fault closeAfter() {
    return add("CLOSE_AFTER", (call, work, fault) -> work.run().closing(HttpReply.Closing.AFTER));
  }

  /** Forgets the run, so that the call is answered with 404. */
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

  private FaultBuilder only(Predicate<CallSubject> more) {
    subjects = subjects == null ? more : subjects.and(more);
    return this;
  }
}
