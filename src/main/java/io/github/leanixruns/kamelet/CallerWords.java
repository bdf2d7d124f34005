package io.github.leanixruns.kamelet;

/**
 * Turns descriptions of the hub's failures into those of a kamelet, which has neither settings nor
 * files.
 */
final class CallerWords {

  private CallerWords() {}

  static String of(String description) {
    return description
        .replace("leanix.base-url", "baseUrl")
        .replace("Do not drop the file again", "Do not run the LDIF again")
        .replace("The file ", "The body ")
        .replace("the file ", "the body ");
  }
}
