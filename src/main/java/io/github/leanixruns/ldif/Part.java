package io.github.leanixruns.ldif;

/**
 * Some bytes of a file, in their order; none at its end.
 *
 * @param bytes hold them from their beginning, until the next part is asked for
 * @param length how many there are
 * @param good how many of them come before the first mistake
 * @param mistake the first mistake so far, or null
 */
record Part(byte[] bytes, int length, int good, Mistake mistake) {

  boolean isEnd() {
    return length == 0;
  }
}
