package io.github.leanixruns.sandbox;

/** Parses the command line. */
final class SandboxOptions {
  static final int PORT = 8089;

  private SandboxOptions() {}

  /** Throws an IllegalArgumentException with the reason if an option is invalid. */
  static SandboxSettings parse(String... args) {
    SandboxSettings settings = SandboxSettings.defaults().withPort(PORT);
    for (String arg : args) {
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      String value = equals < 0 ? "" : arg.substring(equals + 1);
      settings = apply(settings, name, value);
    }
    return settings;
  }

  private static SandboxSettings apply(SandboxSettings settings, String name, String value) {
    return switch (name) {
      case "--port" -> settings.withPort(port(value));
      case "--api-token" -> settings.withApiToken(apiToken(value));
      case "--run-time" -> settings.withRunTime(Durations.parse(value));
      case "--token-time" -> settings.withTokenTime(Durations.parse(value));
      default ->
          throw new IllegalArgumentException(
              "\""
                  + name
                  + "\" is not an option; the options are --port, --api-token, --run-time and --token-time");
    };
  }

  private static int port(String value) {
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Reported below
    }
    throw new IllegalArgumentException("\"" + value + "\" is not a port from 0 to 65535");
  }

  private static String apiToken(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("--api-token needs a value");
    }
    return value;
  }
}
