package io.github.leanixruns.hub;

import io.github.leanixruns.files.FileErrors;
import io.github.leanixruns.files.OtherUsers;
import io.github.leanixruns.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses watched folders that are links, and warns of folders in which others can replace files.
 */
final class FolderAccess {

  private static final Logger LOG = LoggerFactory.getLogger("leanix");

  private final UserPrincipal self;

  /**
   * @param own a folder in which this process can create files
   */
  FolderAccess(Path own) {
    try {
      Path probe = Files.createTempFile(own, ".leanix-runs-", ".probe");
      this.self = Files.getOwner(probe);
      Files.delete(probe);
    } catch (IOException e) {
      throw notReadable(own, e);
    }
  }

  /**
   * Checks a watched folder.
   *
   * @param setting the setting of the folder, or what the folder is for
   */
  void checkWatched(String setting, Path folder) {
    if (Files.isSymbolicLink(folder)) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "The folder %s (%s) is a link, which can lead to other files. Use the folder itself.",
              folder,
              setting));
    }
    check(setting, folder);
  }

  /** Checks another folder. */
  void check(String setting, Path folder) {
    try {
      if (Files.getFileStore(folder).supportsFileAttributeView("unix")) {
        checkPermissions(folder, setting);
      }
    } catch (IOException e) {
      throw notReadable(folder, e);
    }
  }

  private static SettingsException notReadable(Path folder, IOException cause) {
    return new SettingsException(
        String.format(
            Locale.ROOT,
            "The permissions of the folder %s cannot be read: %s. Check the folder and its file system.",
            folder,
            FileErrors.reason(cause)),
        cause);
  }

  private void checkPermissions(Path folder, String setting) throws IOException {
    if (OtherUsers.canWrite(folder)) {
      LOG.warn(
          "All users can replace and remove the files in {} ({}). Set its sticky bit (chmod +t), or remove their permission to write.",
          folder,
          setting);
    }
    boolean foreign = !Files.getOwner(folder).equals(self);
    if (foreign && (int) Files.getAttribute(folder, "unix:uid") != 0) {
      LOG.warn(
          "{} ({}) belongs to {}, who can replace and remove the files in it. Let it belong to {}, the user of leanix-runs.",
          folder,
          setting,
          Files.getOwner(folder),
          self);
    }
  }
}
