package io.github.leanixruns.settings;

import org.apache.camel.Ordered;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.util.IOHelper;

/**
 * Environment variables as a source of settings, which take precedence over files.
 *
 * <p>Camel reads the environment too, but gives it precedence over the command line.
 */
public final class Environment implements PropertiesSource, Ordered {

  @Override
  public String getName() {
    return "environment";
  }

  @Override
  public String getProperty(String name) {
    return IOHelper.lookupEnvironmentVariable(name);
  }

  @Override
  public int getOrder() {
    return HIGHEST;
  }
}
