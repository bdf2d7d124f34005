package io.github.leanixruns.ldif;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Holds the values for header fields that an LDIF lacks, from the settings {@code
 * leanix.defaults.*}. Null or blank means not set.
 *
 * @throws IllegalArgumentException for a value that LeanIX would not take; the message names the
 *     setting and what it may be
 */
public record HeaderDefaults(
    String connectorType,
    String connectorId,
    String connectorVersion,
    String processingDirection,
    String processingMode,
    String lxVersion,
    String description) {

  public HeaderDefaults {
    connectorType = checked(HeaderField.CONNECTOR_TYPE, connectorType);
    connectorId = checked(HeaderField.CONNECTOR_ID, connectorId);
    connectorVersion = checked(HeaderField.CONNECTOR_VERSION, connectorVersion);
    processingDirection = checked(HeaderField.PROCESSING_DIRECTION, processingDirection);
    processingMode = checked(HeaderField.PROCESSING_MODE, processingMode);
    lxVersion = checked(HeaderField.LX_VERSION, lxVersion);
    description = checked(HeaderField.DESCRIPTION, description);
  }

  /**
   * Reads the defaults from settings.
   *
   * @param value returns the value of a setting, empty where it has none
   */
  public static HeaderDefaults of(UnaryOperator<String> value) {
    return new HeaderDefaults(
        value.apply(HeaderField.CONNECTOR_TYPE.setting()),
        value.apply(HeaderField.CONNECTOR_ID.setting()),
        value.apply(HeaderField.CONNECTOR_VERSION.setting()),
        value.apply(HeaderField.PROCESSING_DIRECTION.setting()),
        value.apply(HeaderField.PROCESSING_MODE.setting()),
        value.apply(HeaderField.LX_VERSION.setting()),
        value.apply(HeaderField.DESCRIPTION.setting()));
  }

  /** Returns the names of the settings, {@code leanix.defaults.*}. */
  public static List<String> settings() {
    return Stream.of(HeaderField.values()).map(HeaderField::setting).toList();
  }

  /** Gives defaults that fill in nothing. */
  public static HeaderDefaults none() {
    return new HeaderDefaults(null, null, null, null, null, null, null);
  }

  Optional<String> of(HeaderField field) {
    return Optional.ofNullable(
        switch (field) {
          case CONNECTOR_TYPE -> connectorType;
          case CONNECTOR_ID -> connectorId;
          case CONNECTOR_VERSION -> connectorVersion;
          case PROCESSING_DIRECTION -> processingDirection;
          case PROCESSING_MODE -> processingMode;
          case LX_VERSION -> lxVersion;
          case DESCRIPTION -> description;
        });
  }

  private static String checked(HeaderField field, String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    field.fault(value).ifPresent(fault -> refuse(field, fault));
    return value;
  }

  private static void refuse(HeaderField field, String fault) {
    throw new IllegalArgumentException(field.setting() + " " + fault);
  }
}
