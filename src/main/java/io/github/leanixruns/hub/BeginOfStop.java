package io.github.leanixruns.hub;

import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.CamelContextStoppingEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;

/** Acts when Camel begins to stop, while all routes are still started. */
final class BeginOfStop extends SimpleEventNotifierSupport {

  private final Runnable action;

  BeginOfStop(Runnable action) {
    this.action = action;
  }

  @Override
  public void notify(CamelEvent event) {
    if (event instanceof CamelContextStoppingEvent) {
      action.run();
    }
  }
}
