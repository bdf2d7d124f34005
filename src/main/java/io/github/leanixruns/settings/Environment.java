package io.github.leanixruns.settings;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.Ordered;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.util.IOHelper;

/**
 * Environment variables as a source of settings, which take precedence over files.
 *
 * <p>Camel reads the environment too, but gives it precedence over the command line. Variables that
 * Kubernetes sets for each service of a namespace are left out: a service {@code leanix-observe}
 * has a variable {@code LEANIX_OBSERVE_PORT=tcp://10.0.0.1:9876}.
 */
public final class Environment implements PropertiesSource, Ordered {

  private static final Pattern SERVICE_NAME =
      Pattern.compile(
          ".*_SERVICE_(HOST|PORT(_.+)?)|.*_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");
  private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

  @Override
  public String getName() {
    return "environment";
  }

  @Override
  public String getProperty(String name) {
    String value = IOHelper.lookupEnvironmentVariable(name);
    return value == null || isOfKubernetes(NamedSettings.variableOf(name), value)
        ? null
        : value.strip();
  }

  @Override
  public int getOrder() {
    return HIGHEST;
  }

  /** Returns the variables of a process that may be settings, without those of Kubernetes. */
  static Map<String, String> settingsIn(Map<String, String> environment) {
    Map<String, String> settings = new TreeMap<>(environment);
    settings
        .entrySet()
        .removeIf(
            one ->
                !one.getKey().startsWith("LEANIX_")
                    || isOfKubernetes(one.getKey(), one.getValue()));
    return settings;
  }

  private static boolean isOfKubernetes(String variable, String value) {
    return SERVICE_NAME.matcher(variable).matches()
        || variable.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches();
  }
}
