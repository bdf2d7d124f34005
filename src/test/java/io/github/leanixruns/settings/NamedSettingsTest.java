package io.github.leanixruns.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedSettingsTest {

  private static final String KIND = "leanix.thing";
  private static final Set<String> KEYS = Set.of("colour", "edge", "edge-colour", "made.of");
  private static final String ALL_KEYS = "colour, edge, edge-colour, made.of";

  @Test
  void namesAreDistinctAndSorted() {
    assertThat(
            names(
                Set.of("leanix.thing.b.colour", "leanix.thing.a-2.edge", "leanix.thing.b.edge"),
                Set.of("LEANIX_THING_A_2_MADE_OF", "LEANIX_THING_C_COLOUR")))
        .containsExactly("a-2", "b", "c");
  }

  @Test
  void otherSettingsAndVariablesAreIgnored() {
    assertThat(
            names(
                Set.of("leanix.thing", "leanix.things.a.b", "leanix.data", "user.home"),
                Set.of("LEANIX_THING", "LEANIX_THINGS_A_B", "PATH", "leanix_thing_a_b")))
        .isEmpty();
  }

  @Test
  void theLongestMatchingKeyOfAVariableIsUsed() {
    assertThat(names(Set.of(), Set.of("LEANIX_THING_TABLE_EDGE_COLOUR"))).containsExactly("table");
  }

  @Test
  void aNameWithoutAnyValueIsIgnored() {
    Settings settings =
        new Settings(
            name -> name.equals("leanix.thing.a.edge") ? "sharp" : "",
            () -> Set.of("leanix.thing.a.colour", "leanix.thing.b.colour"),
            Map.of("LEANIX_THING_C_EDGE", "sharp"));

    assertThat(settings.named(KIND, KEYS)).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leanix.thing.a",
        "leanix.thing.a.color",
        "leanix.thing.a.edge.colour",
        "leanix.thing.a.b.colour",
        "leanix.thing.a.made",
        "leanix.thing.",
      })
  void anUnknownKeyIsRefusedWithAListOfKeys(String setting) {
    assertThatThrownBy(() -> names(Set.of(setting), Set.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "%s is not a setting: it must be leanix.thing.NAME.KEY, where KEY is one of %s.",
            setting, ALL_KEYS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LEANIX_THING_A", "LEANIX_THING_A_COLOR", "LEANIX_THING_COLOUR"})
  void anUnknownKeyInAVariableIsRefusedWithAListOfKeys(String variable) {
    assertThatThrownBy(() -> names(Set.of(), Set.of(variable)))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "%s is not a setting: it must be LEANIX_THING_NAME_KEY, where KEY is one of %s.",
            variable, ALL_KEYS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Table", "a_b", "a b", "-a", "a-", "a--b", "tür", "*"})
  void anInvalidNameIsRefused(String name) {
    assertThatThrownBy(() -> names(Set.of("leanix.thing." + name + ".edge"), Set.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "leanix.thing.%s.edge is not a setting: the name \"%s\" must consist of lower-case letters and"
                + " digits, separated by single hyphens.",
            name, name);
  }

  @Test
  void aVariableWithoutANameIsRefused() {
    assertThatThrownBy(() -> names(Set.of(), Set.of("LEANIX_THING__EDGE")))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "LEANIX_THING__EDGE is not a setting: the name \"\" must consist of");
  }

  @Test
  void allSourcesOfCamelAreRead(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("application.properties");
    Files.writeString(file, "leanix.thing.in-a-file.edge = sharp\nleanix.thing.empty.edge =\n");
    Properties initial = new Properties();
    initial.setProperty("leanix.thing.initial.edge", "sharp");
    System.setProperty("leanix.thing.on-the-command-line.edge", "sharp");
    CamelContext context = new DefaultCamelContext();
    context.getPropertiesComponent().setLocation("file:" + file);
    context.getPropertiesComponent().setInitialProperties(initial);
    context.start();
    try {
      assertThat(Settings.of(context).named(KIND, KEYS))
          .containsExactly("in-a-file", "initial", "on-the-command-line");
    } finally {
      context.stop();
      System.clearProperty("leanix.thing.on-the-command-line.edge");
    }
  }

  private static List<String> names(Set<String> properties, Set<String> variables) {
    return new Settings(
            name -> "x",
            () -> properties,
            variables.stream().collect(Collectors.toMap(variable -> variable, variable -> "x")))
        .named(KIND, KEYS);
  }
}
