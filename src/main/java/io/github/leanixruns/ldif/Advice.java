package io.github.leanixruns.ldif;

/** The advice for the user, as templates for {@link DocumentKind#describe}. */
final class Advice {
  static final String CORRECT = "Correct the file and move it back into {folder}.";
  static final String COMPLETE =
      "Move the complete file into {folder}; write it to another folder first.";
  static final String UTF_8 = "Save the file as UTF-8 and move it back into {folder}.";
  static final String UNPACK =
      "Unpack the file and move the {noun} that it contains into {folder}.";
  static final String EXTRACT =
      "Save the value of \"results\" as a file of its own and move that file into {folder}.";
  static final String EXPORT = "Export the data as {document} and move that file into {folder}.";
  static final String DOWNLOAD_AGAIN =
      "Download the file again, logged in if that is required, and move it into {folder}.";

  private Advice() {}
}
