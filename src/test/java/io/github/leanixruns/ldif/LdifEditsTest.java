package io.github.leanixruns.ldif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.leanixruns.ldif.LdifEdits.Splice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LdifEditsTest {
  private static final LdifEdits EDITS =
      LdifEdits.of(
          List.of(new Splice(6, 3, "ü"), Splice.insertion(0, "<"), Splice.insertion(10, ">")));

  @TempDir Path directory;

  @Test
  void appliesInsertionsAndReplacementsInTheOrderOfTheirOffsets() throws Exception {
    Path original = LdifFiles.write(directory, "0123456789");
    Path target = directory.resolve("target");

    EDITS.write(original, target);

    assertThat(target).hasContent("<012345ü9>");
  }

  @Test
  void withoutEditsCopiesTheFile() throws Exception {
    LdifEdits none = LdifEdits.of(List.of());
    Path original = LdifFiles.write(directory, "0123456789");

    none.write(original, directory.resolve("target"));

    assertThat(none.isEmpty()).isTrue();
    assertThat(directory.resolve("target")).hasSameBinaryContentAs(original);
  }

  @Test
  void replacesTheFileOfAnInterruptedWrite() throws Exception {
    Path original = LdifFiles.write(directory, "0123456789");
    Path target = Files.writeString(directory.resolve("target"), "left over, and much longer");

    EDITS.write(original, target);

    assertThat(target).hasContent("<012345ü9>");
  }

  @Test
  void doesNotReplaceTheOriginal() throws Exception {
    Path original = LdifFiles.write(directory, "0123456789");

    assertThatThrownBy(() -> EDITS.write(original, original))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(original).hasContent("0123456789");
  }
}
