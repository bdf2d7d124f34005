package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Holds the active faults. If several faults match a call, the oldest applies. */
final class Faults {
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final Consumer<String> forgetRun;

  Faults(Consumer<String> forgetRun) {
    this.forgetRun = forgetRun;
  }

  FaultBuilder on(Set<Call> calls) {
    return new FaultBuilder(this, calls, forgetRun);
  }

  Fault add(
      String name,
      Set<Call> calls,
      Predicate<CallSubject> subjects,
      int times,
      FaultAction action) {
    Fault fault = new Fault(ids.incrementAndGet(), name, calls, subjects, times, action, this);
    faults.add(fault);
    return fault;
  }

  HttpReply apply(Call call, Fault.SubjectSource subject, HttpCall http, CallOperation work)
      throws IOException {
    for (Fault fault : faults) {
      if (fault.takes(call, subject)) {
        return fault.apply(http, work);
      }
    }
    return work.run();
  }

  List<Fault> all() {
    return faults;
  }

  void remove(Fault fault) {
    faults.remove(fault);
  }

  void clear() {
    faults.forEach(Fault::clear);
  }
}
