package io.github.leanixruns.ldif;

/** What to do about a rejected file, in words. */
final class Advice {
  static final String CORRECT = "Correct the file and move it back into the inbox.";
  static final String COMPLETE =
      "Move the complete file into the inbox; write it elsewhere and move it there when it is"
          + " whole.";
  static final String UTF_8 = "Save the file as UTF-8 and move it back into the inbox.";
  static final String UNPACK = "Unpack it and move the LDIF that it holds into the inbox.";
  static final String EXPORT = "Have the data written as an LDIF and move that into the inbox.";
  static final String FETCH_AGAIN =
      "Fetch the file again, logged in where that is needed, and move it into the inbox.";

  private Advice() {}
}
