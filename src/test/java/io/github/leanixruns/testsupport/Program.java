package io.github.leanixruns.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Java program as a process of its own, as a rule the packaged one, with its output in a file.
 */
public final class Program implements AutoCloseable {

  /** How long tests wait for a process on a busy machine. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path output;

  private Program(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts the packaged program for a workspace, as a user does from the project's folder.
   *
   * @param folder gets the folder {@code data} and the file {@code output}
   * @param more environment variables besides those for workspace and data
   */
  public static Program startFor(
      String baseUrl, String apiToken, Path folder, Map<String, String> more) throws IOException {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("LEANIX_BASE_URL", baseUrl);
    environment.put("LEANIX_API_TOKEN", apiToken);
    environment.put("LEANIX_DATA", folder.resolve("data").toString());
    environment.putIfAbsent("LEANIX_REQUESTS_PER_SECOND", "1000000");
    return start(
        Path.of("").toAbsolutePath(),
        Path.of("target", "leanix-runs.jar"),
        folder.resolve("output"),
        environment,
        List.of());
  }

  /**
   * Starts the program.
   *
   * @param home where it starts: the folder that holds {@code routes/}
   * @param jar from there, or absolute
   */
  public static Program start(
      Path home, Path jar, Path output, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> forJava = new ArrayList<>(List.of("-jar", jar.toString()));
    forJava.addAll(arguments);
    return startJava(home, output, environment, forJava);
  }

  /**
   * Starts any program.
   *
   * @param arguments those of the command {@code java}
   */
  public static Program startJava(
      Path home, Path output, Map<String, String> environment, List<String> arguments)
      throws IOException {
    return startWith(ClassArchive.options(), home, output, environment, arguments);
  }

  static Program startWith(
      List<String> options,
      Path home,
      Path output,
      Map<String, String> environment,
      List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // it starts sooner, and is not there for long
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.addAll(options);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LEANIX_"));
    builder.environment().put("LEANIX_OBSERVE_PORT", "0");
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    return new Program(builder.start(), output);
  }

  public long pid() {
    return process.pid();
  }

  public String output() throws IOException {
    return Files.readString(output);
  }

  /** Waits until the process has exited. */
  public int awaitEnd() {
    return process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().exitValue();
  }

  /** Tells whether the process exits within a time. */
  public boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Asks the process to end, as Ctrl-C and service managers do. */
  public void askToEnd() {
    process.destroy();
  }

  /** Asks the process to end and waits until it has. */
  public int terminate() {
    askToEnd();
    return awaitEnd();
  }

  /** Ends the process without giving it a chance to do anything about it. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    kill();
  }
}
