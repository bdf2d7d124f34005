package io.github.leanixruns.leanix;

import java.util.List;
import java.util.Locale;

/**
 * Extracts the text of an HTML page. It reads the page once, because the page may be hostile: a
 * regular expression for tags takes time that grows with the square of the length.
 */
final class HtmlText {

  private static final List<String> HIDDEN = List.of("script", "style");

  private HtmlText() {}

  /** Returns a text with each tag, and the content of scripts and styles, replaced by a blank. */
  static String of(String html) {
    StringBuilder text = new StringBuilder();
    String hiddenUntil = null;
    int from = 0;
    for (int tag = html.indexOf('<'); tag >= 0; tag = html.indexOf('<', from)) {
      boolean visible = hiddenUntil == null;
      if (!visible && !startsWith(html, tag, hiddenUntil)) {
        from = tag + 1;
        continue;
      }
      text.append(visible ? html.substring(from, tag) : "").append(' ');
      int end = html.indexOf('>', tag);
      if (end < 0) {
        return text.append(html, tag, html.length()).toString();
      }
      hiddenUntil = visible ? endTagOfHidden(html, tag + 1) : null;
      from = end + 1;
    }
    return (hiddenUntil == null ? text.append(html, from, html.length()) : text).toString();
  }

  /** Returns the title of a page, or an empty text without one. */
  static String titleOf(String html) {
    String tags = html.toLowerCase(Locale.ROOT);
    int tag = tags.indexOf("<title");
    int from = tag < 0 ? -1 : tags.indexOf('>', tag);
    int to = from < 0 ? -1 : tags.indexOf("</title", from);
    // a lower-case text can be longer
    return to < 0 || tags.length() != html.length() ? "" : html.substring(from + 1, to);
  }

  private static String endTagOfHidden(String html, int name) {
    return HIDDEN.stream()
        .filter(hidden -> startsWith(html, name, hidden))
        .map(hidden -> "</" + hidden)
        .findFirst()
        .orElse(null);
  }

  private static boolean startsWith(String html, int from, String prefix) {
    return html.regionMatches(true, from, prefix, 0, prefix.length());
  }
}
