package io.github.leanixruns.ldif;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Holds the default values of header fields, from the settings {@code leanix.defaults.*}. */
public final class HeaderDefaults {
  private final Map<HeaderField, String> values = new EnumMap<>(HeaderField.class);

  private HeaderDefaults() {}

  /**
   * Reads the defaults from settings.
   *
   * @param value returns the value of a setting; null or blank if it is not set
   * @throws IllegalArgumentException if LeanIX does not accept a value; the message names the
   *     setting and the values that it may have
   */
  public static HeaderDefaults of(UnaryOperator<String> value) {
    HeaderDefaults defaults = new HeaderDefaults();
    for (HeaderField field : HeaderField.values()) {
      String text = value.apply(field.setting());
      if (text != null && !text.isBlank()) {
        defaults.values.put(field, checked(field, text));
      }
    }
    return defaults;
  }

  /** Returns defaults that add nothing. */
  public static HeaderDefaults none() {
    return new HeaderDefaults();
  }

  /** Returns the names of the settings, {@code leanix.defaults.*}. */
  public static List<String> settings() {
    return Arrays.stream(HeaderField.values()).map(HeaderField::setting).toList();
  }

  Optional<String> of(HeaderField field) {
    return Optional.ofNullable(values.get(field));
  }

  /** Returns the names of the settings for required fields that are not set. */
  List<String> missingSettings() {
    return HeaderField.CONNECTOR.stream()
        .filter(field -> !values.containsKey(field))
        .map(HeaderField::setting)
        .toList();
  }

  private static String checked(HeaderField field, String value) {
    Optional<String> fault = field.fault(value);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(field.setting() + " " + fault.get());
    }
    return value;
  }
}
