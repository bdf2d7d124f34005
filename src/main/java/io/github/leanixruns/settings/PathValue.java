package io.github.leanixruns.settings;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Recognizes paths that would not be what they look like. */
public final class PathValue {

  /** What to do if the locale of this process has no representation of a path. */
  public static final String USE_UTF8 = "set the environment variable LC_ALL=C.UTF-8";

  private static final Pattern SHELL_SYNTAX = Pattern.compile("^~|\\$[{A-Z_]|%[A-Z]+%");

  private PathValue() {}

  /** Returns what is wrong with a path, to be added to what is expected, or null. */
  static String faultOf(String path) {
    if (path.isEmpty()) {
      return "";
    }
    boolean backslash = path.contains("\\") && File.separatorChar == '/';
    if (backslash || SHELL_SYNTAX.matcher(path).find()) {
      return " without ~, $NAME, %NAME% and \\, which are not replaced";
    }
    try {
      Path.of(path);
      return null;
    } catch (InvalidPathException e) {
      boolean ascii = path.chars().allMatch(character -> character < 128);
      return ascii ? "" : " in this locale; " + USE_UTF8;
    }
  }
}
