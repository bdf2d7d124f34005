package io.github.leanixruns.kamelet;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.util.URISupport;

/**
 * Makes Camel mask the API token in addresses, logs and exceptions: {@code apiToken} is not one of
 * the names that it always masks. Camel loads this class before it reads its configuration.
 */
public final class SensitiveNames implements ContextServicePlugin {

  private static final String API_TOKEN = "apiToken";

  @Override
  public void load(CamelContext context) {
    register(context);
  }

  /** Adds the name to those that the application has configured. */
  static void register(CamelContext context) {
    ExtendedCamelContext extension = context.getCamelContextExtension();
    String names = extension.getAdditionalSensitiveKeywords();
    if (names == null) {
      names = API_TOKEN;
    } else if (!names.contains(API_TOKEN)) {
      names = names + "," + API_TOKEN;
    }
    extension.setAdditionalSensitiveKeywords(names);
    URISupport.addSanitizeKeywords(names);
  }
}
