package io.github.leanixruns.settings;

import io.github.leanixruns.files.FileErrors;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A file that contains a secret and nothing else, instead of a setting. */
public final class SecretFile {

  private SecretFile() {}

  /**
   * Returns a password: the setting, or the content of the file that {@code NAME-file} names.
   *
   * @throws SettingsException if both are set, or the file cannot be read
   */
  public static String password(Settings settings, String name) {
    String fileSetting = name + "-file";
    Optional<Path> file = of(settings, name, fileSetting);
    try {
      return file.isPresent() ? read(file.get(), "password") : settings.text(name);
    } catch (IOException e) {
      throw new SettingsException(e.getMessage() + " Check " + fileSetting + ".", e);
    }
  }

  /**
   * Returns the file of a secret, or nothing if the secret itself is a setting, and warns if others
   * can read the file.
   *
   * @throws SettingsException if both are set, because one of them may be outdated
   */
  public static Optional<Path> of(Settings settings, String value, String fileSetting) {
    if (!settings.has(fileSetting)) {
      return Optional.empty();
    }
    if (settings.has(value)) {
      throw new SettingsException(
          String.format(
              Locale.ROOT, "%s and %s are both set. Keep one of them.", value, fileSetting));
    }
    Path file = settings.file(fileSetting);
    try {
      ExposedSecrets.warnOfFile(fileSetting, file);
    } catch (IOException e) {
      throw new SettingsException(e.getMessage() + " Check " + fileSetting + ".", e);
    }
    return Optional.of(file);
  }

  /**
   * Reads a file, without the last line break.
   *
   * @param secret what it contains, for example {@code API token}
   * @throws IOException if it cannot be read; the message names the file
   */
  public static String read(Path file, String secret) throws IOException {
    // editors of Windows begin a file with a byte order mark
    String text = text(file, secret).replaceFirst("^\uFEFF", "").strip();
    if (text.isEmpty()) {
      throw failure(file, secret, "is empty", null);
    }
    if (text.lines().count() > 1) {
      throw failure(file, secret, "has more than one line", null);
    }
    return text;
  }

  private static String text(Path file, String secret) throws IOException {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw failure(file, secret, "is not a text file", e);
    } catch (IOException e) {
      throw failure(file, secret, "cannot be read (" + FileErrors.reason(e) + ")", e);
    }
  }

  private static IOException failure(Path file, String secret, String fault, IOException cause) {
    return new IOException(
        String.format(Locale.ROOT, "The %s file %s %s.", secret, file, fault), cause);
  }
}
