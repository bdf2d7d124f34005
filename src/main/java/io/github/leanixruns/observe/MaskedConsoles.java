package io.github.leanixruns.observe;

import io.github.leanixruns.settings.Secrets;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.support.CamelContextHelper;

/**
 * Masks secrets in Camel's developer console, which Camel's CLI shows too. Camel masks them in text
 * only, and not all.
 */
public final class MaskedConsoles {

  private static final String MASK = "***";
  private static final Set<String> VALUES = Set.of("value", "originalValue", "defaultValue");

  private final CamelContext context;

  private MaskedConsoles(CamelContext context) {
    this.context = context;
  }

  /** Does nothing without the developer console, or if it is masked already. */
  public static void in(CamelContext context) {
    DevConsoleRegistry consoles = DevConsoleRegistry.get(context);
    if (consoles != null && !Proxy.isProxyClass(consoles.getClass())) {
      MaskedConsoles masked = new MaskedConsoles(context);
      context
          .getCamelContextExtension()
          .addContextPlugin(
              DevConsoleRegistry.class, proxy(DevConsoleRegistry.class, consoles, masked::found));
    }
  }

  private Object found(Object found) {
    if (found instanceof DevConsole console) {
      return proxy(DevConsole.class, console, this::masked);
    }
    if (found instanceof Stream<?> consoles) {
      return consoles.map(this::found);
    }
    return found instanceof Optional<?> console ? console.map(this::found) : found;
  }

  /** Changes objects and lists of JSON, because callers expect their types, and copies others. */
  @SuppressWarnings("unchecked")
  private Object masked(Object value) {
    if (value instanceof String text) {
      return Secrets.mask(text);
    }
    if (value instanceof Map<?, ?> map) {
      var object = (Map<Object, Object>) (map instanceof HashMap ? map : new LinkedHashMap<>(map));
      Object property = object.get("key");
      object.replaceAll(
          (name, field) ->
              isSecret(name) || isSecret(property) && VALUES.contains(name) ? MASK : masked(field));
      return object;
    }
    if (value instanceof List<?> elements) {
      var list =
          (List<Object>) (elements instanceof ArrayList ? elements : new ArrayList<>(elements));
      list.replaceAll(this::masked);
      return list;
    }
    return value;
  }

  private boolean isSecret(Object name) {
    return name != null && CamelContextHelper.containsSensitive(context, name.toString());
  }

  private static <T> T proxy(Class<T> type, T target, UnaryOperator<Object> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answer.apply(invoke(target, method, arguments))));
  }

  private static Object invoke(Object target, Method method, Object... arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
