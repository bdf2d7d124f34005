package io.github.leanixruns.observe;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import io.vertx.core.impl.VertxInternal;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/**
 * Restricts the HTTP servers that Camel creates, such as that of health and metrics: no HTTP/2
 * without TLS, and only requests whose {@code Host} is this host. Otherwise, a web page could read
 * them with a name of its own that resolves to this machine (DNS rebinding). Corrects the JSON of
 * health too, see {@link HealthJson}.
 *
 * <p>Camel has no options for this. It takes the Vert.x instance of the registry, and this one
 * differs in how it creates servers.
 */
public final class ManagementServer implements AutoCloseable {

  private static final Pattern ADDRESS =
      Pattern.compile("(?i)localhost|[0-9.]+|\\[[0-9a-f:.]+(%.*)?]");

  // without files, which it would keep in the folder for temporary files, which may not exist
  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setFileSystemOptions(
                  new FileSystemOptions()
                      .setFileCachingEnabled(false)
                      .setClassPathResolvingEnabled(false)));
  private final String hostName = hostName();
  private final String host;

  private ManagementServer(String host) {
    this.host = host;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // this machine has no name
      return "localhost";
    }
  }

  /**
   * Restricts the servers of a context. They must be created after this.
   *
   * @param host the address that the server listens on
   * @return closes Vert.x
   */
  public static AutoCloseable restrict(CamelContext context, String host) {
    ManagementServer server = new ManagementServer(host);
    Vertx restricted = proxy(VertxInternal.class, server::onVertx);
    context.getRegistry().bind("vertx", Vertx.class, restricted);
    return server;
  }

  private Object onVertx(Object proxy, Method method, Object... arguments) throws Throwable {
    if (arguments != null && arguments[0] instanceof HttpServerOptions options) {
      HttpServer server = vertx.createHttpServer(options.setHttp2ClearTextEnabled(false));
      return proxy(HttpServer.class, (self, call, given) -> onServer(server, call, given));
    }
    return invoke(vertx, method, arguments);
  }

  @SuppressWarnings("unchecked")
  private Object onServer(HttpServer server, Method method, Object... arguments) throws Throwable {
    return method.getName().equals("requestHandler") && arguments != null
        ? server.requestHandler(restricted((Handler<HttpServerRequest>) arguments[0]))
        : invoke(server, method, arguments);
  }

  private Handler<HttpServerRequest> restricted(Handler<HttpServerRequest> handler) {
    return request -> {
      if (isOwn(request.getHeader("Host"))) {
        handler.handle(new CorrectedRequest((HttpServerRequestInternal) request));
      } else {
        request.response().setStatusCode(421).end("The host of this request is not this machine.");
      }
    };
  }

  private boolean isOwn(String header) {
    if (header == null) {
      return true;
    }
    String name = header.replaceFirst(":\\d*$", "");
    return ADDRESS.matcher(name).matches()
        || name.equalsIgnoreCase(host)
        || name.equalsIgnoreCase(hostName);
  }

  private static Object invoke(Object target, Method method, Object... arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** Corrects the texts that its response sends. */
  private static final class CorrectedRequest extends HttpServerRequestWrapper {

    CorrectedRequest(HttpServerRequestInternal request) {
      super(request);
    }

    @Override
    public HttpServerResponse response() {
      HttpServerResponse response = super.response();
      return proxy(
          HttpServerResponse.class,
          (self, call, given) ->
              call.getName().equals("end") && given != null && given[0] instanceof String body
                  ? response.end(HealthJson.withoutDoubledEscapes(body))
                  : invoke(response, call, given));
    }
  }
}
