import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** Starts Camel's CLI, as its script does. */
class Camel {

  public static void main(String... arguments) {
    CamelJBangMain.run(arguments);
  }
}
