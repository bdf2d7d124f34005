package io.github.leanixruns.testsupport;

import io.github.leanixruns.hub.Hub;
import java.time.Clock;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.main.Main;

/** The hub for a part of a test: it can be opened as often as a test needs, on the same folders. */
public final class OpenedHub implements AutoCloseable {

  private final Main main = new Main();

  /**
   * Opens the hub.
   *
   * @param settings all that differ from the program's defaults
   */
  public OpenedHub(Clock clock, Properties settings) {
    main.setDefaultPropertyPlaceholderLocation(
        "classpath:io/github/leanixruns/application.properties");
    main.setOverrideProperties(settings);
    main.configure().addConfiguration(new Hub(clock));
    main.configure().setShutdownTimeout(2);
    main.configure().setStartupSummaryLevel(StartupSummaryLevel.Off);
    main.start();
  }

  public boolean isOpen() {
    return main.isStarted();
  }

  public CamelContext context() {
    return main.getCamelContext();
  }

  @Override
  public void close() {
    main.stop();
  }
}
