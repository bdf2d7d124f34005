package io.github.leanixruns.settings;

import org.apache.camel.Ordered;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.util.IOHelper;

/**
 * The environment as a source of settings, before all files.
 *
 * <p>Camel would ask the environment by itself, but before the command line, which is nearer to the
 * person who starts the program.
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
