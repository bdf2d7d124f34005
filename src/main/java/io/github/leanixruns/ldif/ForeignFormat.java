package io.github.leanixruns.ldif;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The formats other than JSON in UTF-8 that are recognized by their first bytes. */
enum ForeignFormat {
  EMPTY(matches("(\u00ef\u00bb\u00bf)?\\z"), "The file is empty.", Advice.COMPLETE),
  ZEROS(
      matches("\0{4}|\0{1,3}\\z"),
      "The file starts with binary zeros; perhaps it was not written completely.",
      Advice.COMPLETE),
  UTF_32(
      matches("\0\0\u00fe\u00ff|\u00ff\u00fe\0\0|\0\0\0[^\0]|[^\0]\0\0\0"),
      "The file is encoded in UTF-32; {document} must be encoded in UTF-8.",
      Advice.UTF_8),
  UTF_16(
      matches("\u00fe\u00ff|\u00ff\u00fe|\0|[^\0]\0"),
      "The file is encoded in UTF-16; {document} must be encoded in UTF-8.",
      Advice.UTF_8),
  GZIP(startsWith("\u001f\u008b"), "The file is compressed with gzip.", Advice.UNPACK),
  OFFICE(
      matches(
          "PK\u0003\u0004.{26}(\\[Content_Types\\]|_rels/|docProps/|xl/|mimetype)"
              + "|\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1"),
      "The file is an Office document, for example an Excel workbook.",
      Advice.EXPORT),
  ZIP(matches("PK(\u0003\u0004|\u0005\u0006)"), "The file is a zip archive.", Advice.UNPACK),
  ARCHIVE(
      matches("BZh|\u00fd7zXZ|7z\u00bc\u00af'\u001c|Rar!|[(]\u00b5/\u00fd"),
      "The file is a compressed archive.",
      Advice.UNPACK),
  PDF(startsWith("%PDF-"), "The file is a PDF document.", Advice.EXPORT),
  HTML(
      inText("(?i)<(!doctype html|html|head|body)|<(\\?xml|!--).*<html"),
      "The file looks like a web page, perhaps a log-in page saved by a browser.",
      Advice.DOWNLOAD_AGAIN),
  XML(inText("<"), "The file looks like XML; {document} is a JSON document.", Advice.EXPORT),
  LDAP(
      ForeignFormat::isLdap,
      "The file looks like LDIF for LDAP; LeanIX uses the same name for a JSON document.",
      Advice.EXPORT),
  NDJSON(
      inText("(\\{[^\n]*}|\\[[^\n]*])[ \t\r]*\n\\s*[{\\[]"),
      "The file is NDJSON, with a JSON document on each line; {document} is a single JSON document.",
      Advice.EXPORT),
  YAML(
      ForeignFormat::isYaml,
      "The file looks like YAML; {document} is a JSON document.",
      Advice.EXPORT),
  CSV(
      ForeignFormat::isTable,
      "The file looks like a table (CSV); {document} is a JSON document.",
      Advice.EXPORT),
  PLAIN_TEXT(
      inText("(?!true|false|null|NaN)[A-Za-z]"),
      "The file is not JSON; {document} starts with {.",
      Advice.EXPORT);

  private static final String YAML_LINE = "(- )?[\\w./$-]{1,100} ?:( .*)?|- .*";

  private final Predicate<String> test;
  private final String sentence;
  private final String advice;

  ForeignFormat(Predicate<String> test, String sentence, String advice) {
    this.test = test;
    this.sentence = sentence;
    this.advice = advice;
  }

  static void reject(byte[] start, DocumentKind kind) throws LdifError {
    String bytes = new String(start, StandardCharsets.ISO_8859_1);
    for (ForeignFormat format : values()) {
      if (format.test.test(bytes)) {
        throw LdifError.ofWholeFile(kind.describe(format.sentence), format.advice);
      }
    }
  }

  private static Predicate<String> startsWith(String magic) {
    return bytes -> bytes.startsWith(magic);
  }

  private static Predicate<String> matches(String pattern) {
    Pattern compiled = Pattern.compile(pattern, Pattern.DOTALL);
    return bytes -> compiled.matcher(bytes).lookingAt();
  }

  private static Predicate<String> inText(String pattern) {
    Predicate<String> matches = matches(pattern);
    return bytes -> matches.test(text(bytes));
  }

  private static String text(String bytes) {
    String mark = "\u00ef\u00bb\u00bf";
    return (bytes.startsWith(mark) ? bytes.substring(mark.length()) : bytes).stripLeading();
  }

  private static List<String> lines(String bytes) {
    return text(bytes)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .limit(2)
        .toList();
  }

  private static boolean isYaml(String bytes) {
    List<String> lines = lines(bytes);
    return !lines.isEmpty()
        && (lines.get(0).matches("---(\\s.*)?|%YAML .*")
            || (lines.size() > 1
                && lines.get(0).matches(YAML_LINE)
                && lines.get(1).matches("\\s.*|" + YAML_LINE)));
  }

  private static boolean isLdap(String bytes) {
    List<String> lines = lines(bytes).stream().map(line -> line.toLowerCase(Locale.ROOT)).toList();
    return !lines.isEmpty()
        && (lines.get(0).startsWith("dn:")
            || (lines.get(0).startsWith("version:")
                && (lines.size() == 1 || lines.get(1).startsWith("dn:"))));
  }

  private static boolean isTable(String bytes) {
    String text = text(bytes);
    return !text.startsWith("{")
        && !text.startsWith("[")
        && text.chars().noneMatch(c -> c < ' ' && !Character.isWhitespace(c))
        && List.of(";", ",", "\t").stream().anyMatch(separator -> isTable(text, separator));
  }

  private static boolean isTable(String text, String separator) {
    List<Integer> separators =
        text.replaceAll("\"[^\"]*\"", "")
            .lines()
            .limit(2)
            .map(line -> line.split(separator, -1).length - 1)
            .toList();
    return !separators.isEmpty()
        && separators.get(0) > 0
        && separators.stream().distinct().count() == 1;
  }
}
