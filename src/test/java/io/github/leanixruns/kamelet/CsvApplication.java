package io.github.leanixruns.kamelet;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import org.apache.camel.dataformat.bindy.annotation.CsvRecord;
import org.apache.camel.dataformat.bindy.annotation.DataField;

/** A line of the example's CSV file: id and name of an application, as an element of an LDIF. */
@CsvRecord(separator = ";", skipFirstLine = true)
public class CsvApplication {

  @DataField(pos = 1)
  @JsonIgnore
  private String key;

  @DataField(pos = 2)
  @JsonIgnore
  private String name;

  public String getType() {
    return "Application";
  }

  public String getId() {
    return key;
  }

  public Map<String, String> getData() {
    return Map.of("name", name);
  }
}
