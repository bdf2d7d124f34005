package io.github.leanixruns.bench;

/**
 * One line of the table.
 *
 * @param work what was measured
 * @param ours what leanix-runs needs for it, with its unit
 * @param yardstick the same for whoever does the bare work, or where there is none, a dash
 * @param ratio ours to the yardstick, or a dash
 * @param memory what it held at most, or a dash
 * @param target what it must be
 */
record Row(
    String work,
    String ours,
    String yardstick,
    String ratio,
    String memory,
    String target,
    boolean held) {

  static final String NONE = "–";
}
