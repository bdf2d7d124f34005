package io.github.leanixruns.ldif;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The header fields that the check knows, in the order in which missing ones are added. */
enum HeaderField {
  CONNECTOR_TYPE("connectorType", "connector-type", Need.REQUIRED),
  CONNECTOR_ID("connectorId", "connector-id", Need.REQUIRED),
  CONNECTOR_VERSION("connectorVersion", "connector-version", Need.REQUIRED),
  LX_VERSION("lxVersion", "lx-version", Need.OPTIONAL),
  DESCRIPTION("description", "description", Need.OPTIONAL),
  PROCESSING_DIRECTION(
      "processingDirection", "processing-direction", Need.REQUIRED, "inbound", "outbound"),
  PROCESSING_MODE("processingMode", "processing-mode", Need.OPTIONAL, "partial", "full");

  private static final int MAX_LENGTH = 500;

  /** The required fields, which select a processor configuration. */
  static final List<HeaderField> CONNECTOR =
      Arrays.stream(values()).filter(HeaderField::isRequired).toList();

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

  /** Returns the name of the setting with the default for this field. */
  String setting() {
    return setting;
  }

  boolean isRequired() {
    return need == Need.REQUIRED;
  }

  /** Returns a value in lower case if the field is a choice; LeanIX documents both cases. */
  String normalized(String value) {
    return allowed.isEmpty() ? value : value.toLowerCase(Locale.ROOT);
  }

  /** Returns what is wrong with a value, as the rest of a sentence that starts with the key. */
  Optional<String> fault(String value) {
    if (value.codePointCount(0, value.length()) > MAX_LENGTH) {
      return Optional.of("has more than " + MAX_LENGTH + " characters.");
    }
    if (value.codePoints().anyMatch(HeaderField::isSurrogate)) {
      return Optional.of("contains an escape \\uD800 to \\uDFFF that is not part of a pair.");
    }
    if (value.isEmpty() && (isRequired() || !allowed.isEmpty())) {
      return Optional.of("is empty; " + rule() + ".");
    }
    if (!allowed.isEmpty()) {
      return allowed.contains(normalized(value))
          ? Optional.empty()
          : Optional.of(notAllowed(value));
    }
    return isRequired() && value.isBlank()
        ? Optional.of("is blank; " + rule() + ".")
        : Optional.empty();
  }

  /** Returns what the value must be, as the end of a sentence. */
  String rule() {
    return allowed.isEmpty()
        ? String.format(
            Locale.ROOT, "it must be a string of %s %d characters", atLeast(), MAX_LENGTH)
        : "it must be " + choice();
  }

  /** The databases of the ledger do not store half of a surrogate pair. */
  private static boolean isSurrogate(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  private String atLeast() {
    return isRequired() ? "1 to" : "at most";
  }

  private String notAllowed(String value) {
    String hint =
        SimilarWord.find(value, allowed)
            .map(word -> "did you mean \"" + word + "\"? It must be " + choice() + ".")
            .orElse(rule() + ".");
    return "is " + Excerpt.quoted(value) + "; " + hint;
  }

  private String choice() {
    return allowed.stream().map(word -> '"' + word + '"').collect(Collectors.joining(" or "));
  }
}
