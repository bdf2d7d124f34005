package io.github.leanixruns.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {

  @TempDir private Path folder;

  @Test
  void aNewFolderIsPrivateAndItsParentsAreNot() throws Exception {
    assumeTrue(OwnerOnly.isSupported(folder));
    Path usual = Files.createDirectory(folder.resolve("usual"));

    Path work = OwnerOnly.createDirectories(folder.resolve("data").resolve("work"));

    assertThat(permissions(work)).isEqualTo("rwx------");
    assertThat(permissions(work.getParent())).isEqualTo(permissions(usual));
  }

  @Test
  void anExistingFolderKeepsItsPermissions() throws Exception {
    assumeTrue(OwnerOnly.isSupported(folder));
    Path work = Files.createDirectory(folder.resolve("work"));
    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-x---"));

    OwnerOnly.createDirectories(work);

    assertThat(permissions(work)).isEqualTo("rwxr-x---");
  }

  @Test
  void aNewFileIsPrivate() throws Exception {
    assumeTrue(OwnerOnly.isSupported(folder));
    Path file = folder.resolve("file");

    OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();

    assertThat(permissions(file)).isEqualTo("rw-------");
  }

  @Test
  void aFileSystemWithoutPermissionsIsSupported() throws Exception {
    URI zip = URI.create("jar:" + folder.resolve("files.zip").toUri());
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path work = OwnerOnly.createDirectories(files.getPath("/data/work"));
      Path file = work.resolve("file");
      OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();

      assertThat(OwnerOnly.isSupported(file)).isFalse();
      assertThat(Files.exists(file)).isTrue();
    }
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
