package io.github.leanixruns.chaos;

import io.github.leanixruns.testsupport.Ldifs;

/** One of the kill campaign's files, which goes by its number: even ones bring, odd ones ask. */
record DroppedFile(int number) {

  static final int CONNECTORS = 20;

  String stem() {
    return "f%05d".formatted(number);
  }

  String name() {
    return stem() + ".json";
  }

  String description() {
    return "of " + stem();
  }

  boolean isOutbound() {
    return number % 2 == 1;
  }

  String ldif() {
    String connector = "c" + number % CONNECTORS;
    return isOutbound()
        ? Ldifs.outbound(connector, description())
        : Ldifs.inbound(connector, stem());
  }
}
