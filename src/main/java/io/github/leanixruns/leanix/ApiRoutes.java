package io.github.leanixruns.leanix;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/** Gives the routes of {@code leanix-api.camel.yaml} what they call by name. */
public final class ApiRoutes {

  private static final String FILE = "classpath:io/github/leanixruns/routes/leanix-api.camel.yaml";
  // where it is missing, the others are as well, or came only in part
  private static final String LAST_OF_THEM = "leanix-api-token";
  private static final String TOKEN = "direct:leanix-api-token";

  private ApiRoutes() {}

  /** Binds the parts that the routes need, unless they are there. */
  public static Answers bindParts(CamelContext context, Clock clock) {
    Registry registry = context.getRegistry();
    Answers answers = registry.lookupByNameAndType("leanixAnswers", Answers.class);
    if (answers == null) {
      answers = new Answers(clock);
      registry.bind("leanixAnswers", answers);
      registry.bind("leanixAuthorization", new Authorization());
      registry.bind("leanixJson", Json.mapper());
    }
    return answers;
  }

  /**
   * Adds the routes as the jar has them to a context that is started, unless it has them: from the
   * hub, or from another kamelet.
   */
  public static synchronized void addTo(CamelContext context) throws Exception {
    if (context.getRoute(LAST_OF_THEM) == null) {
      Resource file = PluginHelper.getResourceLoader(context).resolveResource(FILE);
      PluginHelper.getRoutesLoader(context).loadRoutes(file);
    }
  }

  /** Returns the call for an access token, made by its route. */
  public static Workspace.TokenCall tokenCall(CamelContext context) {
    ProducerTemplate template = context.createProducerTemplate();
    return workspace -> token(template, workspace);
  }

  private static JsonNode token(ProducerTemplate template, Workspace workspace) throws Exception {
    Exchange answer =
        template.send(
            TOKEN, ExchangePattern.InOut, request -> request.setVariable("workspace", workspace));
    if (answer.getException() != null) {
      throw answer.getException();
    }
    return answer.getMessage().getBody(JsonNode.class);
  }
}
