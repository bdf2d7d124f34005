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

/** Binds the beans that the routes of {@code leanix-api.camel.yaml} call, and adds the routes. */
public final class ApiRoutes {

  private static final String FILE = "classpath:io/github/leanixruns/routes/leanix-api.camel.yaml";
  // if it is missing, the file was not loaded, or not completely
  private static final String LAST_OF_THEM = "leanix-api-token";
  private static final String TOKEN = "direct:leanix-api-token";

  private ApiRoutes() {}

  /** Binds the beans, unless they are bound already. */
  public static Answers bindBeans(CamelContext context, Clock clock) {
    Registry registry = context.getRegistry();
    Answers answers = registry.lookupByNameAndType("leanixAnswers", Answers.class);
    if (answers == null) {
      answers = new Answers();
      registry.bind("leanixAnswers", answers);
      registry.bind("leanixRefusal", new AnswerPredicate(AnswerOrigin::isRefusal));
      registry.bind("storageRefusal", new AnswerPredicate(AnswerOrigin::isStorageRefusal));
      registry.bind("leanixAuthorization", new Authorization());
      registry.bind("leanixRequests", new Requests(clock));
    }
    return answers;
  }

  /**
   * Adds the routes from the jar to a started context, unless the hub or another kamelet has added
   * them.
   */
  public static synchronized void addTo(CamelContext context) throws Exception {
    if (context.getRoute(LAST_OF_THEM) == null) {
      Resource file = PluginHelper.getResourceLoader(context).resolveResource(FILE);
      PluginHelper.getRoutesLoader(context).loadRoutes(file);
    }
  }

  /** Returns the time of LeanIX's last success, or of the start, in milliseconds since 1970. */
  public static long lastAnswerAt(CamelContext context) {
    return context
        .getRegistry()
        .lookupByNameAndType("leanixRequests", Requests.class)
        .lastAnswerAt();
  }

  /** Returns the call that requests an access token. */
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
