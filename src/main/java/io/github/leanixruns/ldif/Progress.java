package io.github.leanixruns.ldif;

/** How far the reading of a document has come, so that a reason can say where it broke off. */
final class Progress {
  private static final long NONE = -1;

  private final DocumentKind kind;
  private String part = "the document";
  private long index = NONE;
  private long end = NONE;

  Progress(DocumentKind kind) {
    this.kind = kind;
  }

  DocumentKind kind() {
    return kind;
  }

  void enter(String part) {
    this.part = part;
    index = NONE;
  }

  void enterElement(long index) {
    this.index = index;
  }

  /** Notes the byte of the closing bracket. */
  void end(long offset) {
    end = offset;
  }

  long end() {
    return end;
  }

  boolean hasEnded() {
    return end != NONE;
  }

  /** Names the innermost part, e.g. {@code content[17]}. */
  String where() {
    return index == NONE ? part : part + "[" + index + "]";
  }
}
