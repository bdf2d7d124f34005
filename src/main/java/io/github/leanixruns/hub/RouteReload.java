package io.github.leanixruns.hub;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceReload;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.RouteWatcherReloadStrategy;
import org.apache.camel.util.FileUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the routes of a file that was edited ({@code camel.main.routes-reload-enabled}). If this
 * fails, they stay as they were. Camel's own reload loads a file once for each of its routes, and
 * no templated routes.
 */
final class RouteReload implements ResourceReload {

  private static final Logger LOG = LoggerFactory.getLogger("leanix");

  /** Starts the routes that Camel does not start. */
  interface Starter {
    void start() throws Exception;
  }

  private final ModelCamelContext context;
  private final Starter starter;
  private final Map<String, String> loaded = new HashMap<>();

  private RouteReload(ModelCamelContext context, Starter starter) {
    this.context = context;
    this.starter = starter;
  }

  /** Does nothing unless Camel watches the route files. */
  static void watch(CamelContext context, Starter starter) throws Exception {
    RouteWatcherReloadStrategy watcher = context.hasService(RouteWatcherReloadStrategy.class);
    if (watcher != null) {
      RouteReload reload = new RouteReload((ModelCamelContext) context, starter);
      for (RouteDefinition route : reload.context.getRouteDefinitions()) {
        if (route.getResource() != null) {
          reload.loaded.put(nameOf(route.getResource()), textOf(route.getResource()));
        }
      }
      watcher.setResourceReload(reload);
    }
  }

  @Override
  public void onReload(String path, Resource file) throws Exception {
    String name = nameOf(file);
    String text = textOf(file);
    String before = loaded.get(name);
    // an editor can write a file in several steps
    if (text.isBlank() || text.equals(before)) {
      return;
    }
    try {
      replace(file, text);
      loaded.put(name, text);
      LOG.info("{} is loaded again", path);
    } catch (Exception e) {
      LOG.warn(
          "{} cannot be loaded: {}. Its routes stay as they were.", path, RouteErrors.reason(e));
      if (before != null) {
        replace(file, before);
      }
    } finally {
      starter.start();
    }
  }

  /** Replaces the routes of a file, and those of other files that use its templates. */
  private void replace(Resource file, String text) throws Exception {
    load(file.getLocation(), text);
    List<String> references =
        templatesOf(file).map(it -> "routeTemplateRef: " + it.getId()).toList();
    for (Map.Entry<String, String> other : loaded.entrySet()) {
      if (!other.getKey().equals(nameOf(file))
          && other.getValue().lines().map(String::strip).anyMatch(references::contains)) {
        load(other.getKey(), other.getValue());
      }
    }
  }

  private void load(String location, String text) throws Exception {
    Resource file = ResourceHelper.fromString(location, text);
    for (RoutesBuilder found :
        PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(file))) {
      RouteConfigurationBuilder builder = (RouteConfigurationBuilder) found;
      // before anything is removed, because it reads the file
      builder.configureRoutes(context);
      builder.updateRouteConfigurationsToCamelContext(context);
      for (String id : replacedBy(builder).toList()) {
        context.getRouteController().stopRoute(id);
        context.removeRoute(id);
      }
      context.removeRouteTemplateDefinitions(templatesOf(file).toList());
      context.addRoutes(builder);
      context.addTemplatedRoutes(builder);
    }
  }

  private Stream<RouteTemplateDefinition> templatesOf(Resource file) {
    return context.getRouteTemplateDefinitions().stream()
        .filter(template -> isOf(file, template.getResource()));
  }

  /** Camel does not record the file of a templated route. */
  private Stream<String> replacedBy(RouteConfigurationBuilder builder) {
    return Stream.concat(
        context.getRouteDefinitions().stream()
            .filter(route -> isOf(builder.getResource(), route.getResource()))
            .map(RouteDefinition::getRouteId),
        builder.getTemplatedRouteCollection().getTemplatedRoutes().stream()
            .map(TemplatedRouteDefinition::getRouteId));
  }

  private static boolean isOf(Resource file, Resource other) {
    return other != null && nameOf(other).equals(nameOf(file));
  }

  private static String nameOf(Resource file) {
    return FileUtil.stripPath(file.getLocation());
  }

  private static String textOf(Resource file) throws Exception {
    try (var in = file.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
