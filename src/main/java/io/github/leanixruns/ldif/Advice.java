package io.github.leanixruns.ldif;

/** What to do about a rejected file, in words for {@link DocumentKind#describe}. */
final class Advice {
  static final String CORRECT = "Correct the file and move it back into {folder}.";
  static final String COMPLETE =
      "Move the complete file into {folder}; write it elsewhere and move it there when it is"
          + " whole.";
  static final String UTF_8 = "Save the file as UTF-8 and move it back into {folder}.";
  static final String UNPACK = "Unpack it and move the {noun} that it holds into {folder}.";
  static final String EXPORT = "Have the data written as {document} and move that into {folder}.";
  static final String FETCH_AGAIN =
      "Fetch the file again, logged in where that is needed, and move it into {folder}.";

  private Advice() {}
}
