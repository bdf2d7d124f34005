package io.github.leanixruns.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of the benchmark and the machine.
 *
 * @param machine processor, cores, memory, Java and system
 * @param rows the table
 * @param sizes time and memory by file size
 */
record Report(String machine, List<Row> rows, List<LargeFiles.Point> sizes) {

  static String thisMachine() throws IOException {
    String processor =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.replaceFirst(".*: ", ""))
            .findFirst()
            .orElse("unknown processor");
    long memoryGb =
        Files.readAllLines(Path.of("/proc/meminfo")).stream()
            .filter(line -> line.startsWith("MemTotal"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 20)
            .findFirst()
            .orElse(0);
    return "%d cores of %s, %d GB, Java %s, Linux %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            processor,
            memoryGb,
            System.getProperty("java.version"),
            System.getProperty("os.version").replaceFirst("-.*", ""));
  }

  /** Returns the table as Markdown. */
  String table() {
    StringBuilder table =
        new StringBuilder("| work | leanix-runs | yardstick | ratio | memory | target | held |\n");
    table.append("| --- | --- | --- | --- | --- | --- | --- |\n");
    for (Row row : rows) {
      table.append(
          "| %s | %s | %s | %s | %s | %s | %s |%n"
              .formatted(
                  row.work(),
                  row.ours(),
                  row.yardstick(),
                  row.ratio(),
                  row.memory(),
                  row.target(),
                  row.held() ? "yes" : "**no**"));
    }
    return table.toString();
  }

  void write(Path file) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("machine", machine);
    json.put("rows", rows);
    json.put("sizes", sizes);
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), json);
  }
}
