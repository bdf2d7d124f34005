package io.github.leanixruns.ldif;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The header fields that the check looks at, in the order in which they are added. */
enum HeaderField {
  CONNECTOR_TYPE("connectorType", "connector-type", Need.REQUIRED),
  CONNECTOR_ID("connectorId", "connector-id", Need.REQUIRED),
  CONNECTOR_VERSION("connectorVersion", "connector-version", Need.REQUIRED),
  LX_VERSION("lxVersion", "lx-version", Need.OPTIONAL),
  DESCRIPTION("description", "description", Need.OPTIONAL),
  PROCESSING_DIRECTION(
      "processingDirection", "processing-direction", Need.REQUIRED, "inbound", "outbound"),
  PROCESSING_MODE("processingMode", "processing-mode", Need.OPTIONAL, "partial", "full");

  static final int LONGEST = 500;

  private static final Map<String, HeaderField> BY_KEY =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(HeaderField::key, f -> f));

  private enum Need {
    REQUIRED,
    OPTIONAL
  }

  private final String key;
  private final String setting;
  private final Need need;
  private final List<String> allowed;

  HeaderField(String key, String setting, Need need, String... allowed) {
    this.key = key;
    this.setting = "leanix.defaults." + setting;
    this.need = need;
    this.allowed = List.of(allowed);
  }

  static Optional<HeaderField> of(String key) {
    return Optional.ofNullable(BY_KEY.get(key));
  }

  String key() {
    return key;
  }

  String setting() {
    return setting;
  }

  boolean isRequired() {
    return need == Need.REQUIRED;
  }

  /** Says what is wrong with a value, as the rest of a sentence that begins with the key. */
  Optional<String> fault(String value) {
    if (value.codePointCount(0, value.length()) > LONGEST) {
      return Optional.of("has more than " + LONGEST + " characters.");
    }
    if (!allowed.isEmpty()) {
      return allowed.contains(value) ? Optional.empty() : Optional.of(notAllowed(value));
    }
    return isRequired() && value.isBlank() ? Optional.of(empty(value)) : Optional.empty();
  }

  /** Says what the value must be, as the end of a sentence. */
  String rule() {
    if (!allowed.isEmpty()) {
      return "it must be " + choice();
    }
    return "it must be a text of "
        + (isRequired() ? "1 to " : "at most ")
        + LONGEST
        + " characters";
  }

  private String notAllowed(String value) {
    String hint =
        Nearest.to(value, allowed)
            .map(word -> "did you mean \"" + word + "\"? It must be " + choice() + ".")
            .orElse(rule() + ".");
    return value.isEmpty() ? empty(value) : "is " + Excerpt.quoted(value) + "; " + hint;
  }

  private String empty(String value) {
    return (value.isEmpty() ? "is empty; " : "is only blanks; ") + rule() + ".";
  }

  private String choice() {
    return allowed.stream().map(word -> '"' + word + '"').collect(Collectors.joining(" or "));
  }
}
