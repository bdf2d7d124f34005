package io.github.leanixruns.bench;

/**
 * A row of the table.
 *
 * @param work what was measured
 * @param ours the result of leanix-runs, with its unit
 * @param yardstick the result of the yardstick, or a dash
 * @param ratio the ratio of both, or a dash
 * @param memory the maximum memory, or a dash
 * @param target the limits
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
