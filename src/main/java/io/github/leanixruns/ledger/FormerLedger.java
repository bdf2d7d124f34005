package io.github.leanixruns.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.leanixruns.files.OwnerOnly;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The ledger with which a work folder was used last, as its file {@code ledger.json} says.
 *
 * @param id the ledger's id
 * @param name the path or JDBC URL of the ledger, without a password
 */
public record FormerLedger(String id, String name) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads the file of a work folder; null if it is missing or damaged. */
  public static FormerLedger of(Path work) throws IOException {
    try {
      return JSON.readValue(fileIn(work).toFile(), FormerLedger.class);
    } catch (FileNotFoundException | JsonProcessingException e) {
      return null;
    }
  }

  /** Writes the file of a work folder. */
  public void writeTo(Path work) throws IOException {
    OwnerOnly.replace(fileIn(work), JSON.writeValueAsBytes(this));
  }

  private static Path fileIn(Path work) {
    return work.resolve("ledger.json");
  }
}
