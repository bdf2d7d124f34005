package io.github.leanixruns;

import io.github.leanixruns.files.OtherUsers;
import io.github.leanixruns.settings.PathValue;
import io.github.leanixruns.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the folder with {@code application.properties} and {@code routes/}: that of the jar, or the
 * one of the option {@code --home}. It is not the working directory, which may be a folder that
 * other users can write: routes are a program.
 */
final class Home {

  private static final List<String> ROUTE_FILES =
      List.of(
          "run",
          "run-start",
          "run-failures",
          "leanix-api",
          "upload",
          "fast",
          "full-load",
          "results",
          "outbox",
          "hooks",
          "inbox",
          "processors",
          "queue",
          "schedule",
          "status-list",
          "nodes",
          "observe");

  private Home() {}

  static Path of(Optional<String> option) throws Exception {
    requireUsableLocale(System.getProperty("user.dir"));
    requireUsableLocale(System.getProperty("java.class.path"));
    Path code = Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path home = option.map(Path::of).orElse(code.getParent()).toAbsolutePath().normalize();
    Path routes = home.resolve("routes");
    if (!Files.isRegularFile(routes.resolve("run.camel.yaml"))) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "The folder routes/ of leanix-runs was not found in %s. Unpack the complete zip, or give its folder with --home=FOLDER.",
              home));
    }
    for (String name : ROUTE_FILES) {
      requireRouteFile(routes.resolve(name + ".camel.yaml"));
    }
    for (Path path : List.of(home, routes, home.resolve("application.properties"))) {
      requireNotWritableByOthers(path);
    }
    return home;
  }

  /** Without one of its route files, Camel would not start, or do only a part of the work. */
  private static void requireRouteFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "The route file %s is missing. Restore it from the zip of this version.",
              file));
    }
  }

  private static void requireNotWritableByOthers(Path path) throws IOException {
    if (OtherUsers.canWrite(path)) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "%s can be written by every user of this machine, who could change what leanix-runs does. Run chmod o-w %s.",
              path,
              path));
    }
  }

  /** Java replaces characters of a path that the locale of the process does not have. */
  private static void requireUsableLocale(String path) {
    String charset = System.getProperty("sun.jnu.encoding", "UTF-8");
    if (!Charset.forName(charset).newEncoder().canEncode(path)) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "The path %s has characters that the locale of this process (%s) does not have; %s.",
              path,
              charset,
              PathValue.USE_UTF8));
    }
  }
}
