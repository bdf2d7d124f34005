package io.github.leanixruns.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws time and memory by file size as an SVG chart. */
final class Chart {

  private static final int WIDTH = 360;
  private static final int HEIGHT = 240;
  private static final int LEFT = 50;
  private static final int TOP = 40;
  private static final int TICKS = 4;
  private static final String OURS = "#0b5fa5";
  private static final String YARDSTICK = "#c46a1b";

  private final StringBuilder svg = new StringBuilder();
  private final List<LargeFiles.Point> points;

  private Chart(List<LargeFiles.Point> points) {
    this.points = points;
  }

  static void write(Report report, Path file) throws IOException {
    Files.writeString(file, new Chart(report.sizes()).draw(report.machine()));
  }

  private String draw(String machine) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">",
        2 * (WIDTH + LEFT + 30), HEIGHT + TOP + 60);
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    double maxSeconds = max(point -> Math.max(point.seconds(), point.curlSeconds()));
    panel(0, "seconds, from the drop to the results", maxSeconds);
    line(0, maxSeconds, LargeFiles.Point::seconds, OURS, "leanix-runs");
    line(0, maxSeconds, LargeFiles.Point::curlSeconds, YARDSTICK, "curl, the transfers alone");
    int right = WIDTH + LEFT + 30;
    double maxMemory = Math.max(320, max(LargeFiles.Point::residentMb));
    panel(right, "maximum resident memory in MB, with a heap of " + HubProcess.HEAP_MB + " MB", maxMemory);
    line(right, maxMemory, LargeFiles.Point::residentMb, OURS, "leanix-runs");
    add("<text x=\"%d\" y=\"%d\" fill=\"#555\">%s</text>", LEFT, HEIGHT + TOP + 50, machine);
    return add("</svg>").svg.toString();
  }

  private void panel(int x, String title, double max) {
    add("<text x=\"%d\" y=\"20\" font-weight=\"bold\">%s</text>", x + LEFT, title);
    for (int tick = 0; tick <= TICKS; tick++) {
      double value = max * tick / TICKS;
      add(
          "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          x + LEFT, x + LEFT + WIDTH, y(value, max), y(value, max), x + LEFT - 6, y(value, max) + 4,
          max < 50 ? "%.1f".formatted(value) : "%.0f".formatted(value));
    }
    for (LargeFiles.Point point : points) {
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          x + x(point), HEIGHT + TOP + 18, point.sizeMb() < 1024 ? point.sizeMb() + " MB" : "1 GB");
    }
  }

  private void line(
      int x, double max, ToDoubleFunction<LargeFiles.Point> value, String color, String name) {
    StringBuilder path = new StringBuilder();
    for (LargeFiles.Point point : points) {
      double y = y(value.applyAsDouble(point), max);
      path.append("%s%.1f %.1f ".formatted(path.isEmpty() ? "M" : "L", x + x(point), y));
      add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x + x(point), y, color);
    }
    add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, color);
    LargeFiles.Point first = points.get(0);
    add(
        "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>",
        x + x(first) + 6, y(value.applyAsDouble(first), max) - 8, color, name);
  }

  /** Returns the position on a logarithmic axis. */
  private double x(LargeFiles.Point point) {
    double largest = Math.log(points.get(points.size() - 1).sizeMb());
    return LEFT + 15 + (WIDTH - 40) * Math.log(point.sizeMb()) / largest;
  }

  private static double y(double value, double max) {
    return TOP + HEIGHT * (1 - value / max);
  }

  private double max(ToDoubleFunction<LargeFiles.Point> value) {
    return points.stream().mapToDouble(value).max().orElse(1) * 1.1;
  }

  private Chart add(String element, Object... values) {
    svg.append(String.format(Locale.ROOT, element, values)).append('\n');
    return this;
  }
}
