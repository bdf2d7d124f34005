package io.github.leanixruns.hub;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.files.FileErrors;
import io.github.leanixruns.files.OwnerOnly;
import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;

/**
 * The folders that leanix-runs uses. They are created and checked for writing.
 *
 * @param outbox null if results only go to a queue
 */
record Folders(Path inbox, Path processors, Path outbox, Path archive, Path failed, Path work) {

  static final String SANDBOX = "-sandbox";
  private static final String OUTBOX = "leanix.outbox.directory";

  static Folders of(Settings settings) {
    return of(settings, addressable(settings, "leanix.work.directory"));
  }

  /** Uses another work folder for the sandbox, so that it does not continue runs of a workspace. */
  static Folders ofSandbox(Settings settings) {
    return of(settings, Path.of(addressable(settings, "leanix.work.directory") + SANDBOX));
  }

  private static Folders of(Settings settings, Path work) {
    Folders folders =
        new Folders(
            shared(addressable(settings, "leanix.inbox.directory"), "leanix.inbox.directory"),
            shared(
                addressable(settings, "leanix.processors.directory"),
                "leanix.processors.directory"),
            outbox(settings),
            closed(addressable(settings, "leanix.archive.directory"), "leanix.archive.directory"),
            closed(addressable(settings, "leanix.failed.directory"), "leanix.failed.directory"),
            closed(work, "leanix.work.directory"));
    insistOnOther(
        folders.inbox, "leanix.inbox.directory", folders.processors, "leanix.processors.directory");
    keepApart(folders.sources(), folders.sinks());
    tryToMove(folders.inbox, folders.work, "leanix.inbox.directory");
    tryToMove(folders.processors, folders.work, "leanix.processors.directory");
    tryToMove(folders.work, folders.archive, "leanix.archive.directory");
    tryToMove(folders.work, folders.failed, "leanix.failed.directory");
    FolderAccess access = new FolderAccess(folders.work);
    folders.sources().forEach(access::checkWatched);
    folders.closedFolders().forEach(access::check);
    return folders;
  }

  /** Rejects two characters that have a meaning in the endpoint URIs of the routes. */
  private static Path addressable(Settings settings, String setting) {
    Path folder = settings.directory(setting);
    if (folder.toString().matches(".*[?%].*")) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "The path of the folder %s (%s) contains ? or %%, which Camel cannot use in file names. Set %s or leanix.data to another folder.",
              folder,
              setting,
              setting));
    }
    return folder;
  }

  private Map<String, Path> sources() {
    Map<String, Path> sources = new LinkedHashMap<>();
    sources.put("leanix.inbox.directory", inbox);
    sources.put("leanix.processors.directory", processors);
    return sources;
  }

  /** The folders that no other user should read or change. */
  private Map<String, Path> closedFolders() {
    Map<String, Path> folders = new LinkedHashMap<>();
    folders.put("leanix.archive.directory", archive);
    folders.put("leanix.failed.directory", failed);
    folders.put("leanix.work.directory", work);
    return folders;
  }

  private Map<String, Path> sinks() {
    Map<String, Path> sinks = closedFolders();
    if (outbox != null) {
      sinks.put(OUTBOX, outbox);
    }
    return sinks;
  }

  /** Rejects folders that are both read and written: files would be taken again. */
  private static void keepApart(Map<String, Path> sources, Map<String, Path> sinks) {
    sources.forEach(
        (setting, source) ->
            sinks.forEach((other, sink) -> insistOnOther(source, setting, sink, other)));
  }

  private static void insistOnOther(Path one, String setting, Path other, String otherSetting) {
    try {
      if (Files.isSameFile(one, other)) {
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "%s and %s are the same folder, %s: files that are put there would be taken again. Set different folders.",
                setting,
                otherSetting,
                one));
      }
    } catch (IOException e) {
      throw notCreated(other, otherSetting, e);
    }
  }

  /**
   * Sets the permissions of receipts, if the file system supports them. Camel fails where it does
   * not, so the option is optional in the routes.
   */
  void configure(CamelContext context) throws IOException {
    if (OwnerOnly.isSupported(archive)) {
      context.getPropertiesComponent().addInitialProperty("leanix.archive.chmod", "600");
    }
    if (OwnerOnly.isSupported(failed)) {
      context.getPropertiesComponent().addInitialProperty("leanix.failed.chmod", "600");
    }
  }

  private static Path outbox(Settings settings) {
    Path outbox = outboxIn(settings);
    return outbox == null ? null : outbox(outbox, OUTBOX);
  }

  /**
   * Creates the folders of channels. The outbox folder of one channel must not be the inbox folder
   * of any channel.
   */
  void prepare(Collection<Channel> channels) {
    Map<String, Path> sinks = sinks();
    Map<String, Path> own = new LinkedHashMap<>();
    for (Channel channel : channels) {
      String name = channel.name();
      own.put("the inbox of " + name, shared(inbox.resolve(name), "leanix.inbox.directory"));
      own.put(
          "the processors folder of " + name,
          shared(processors.resolve(name), "leanix.processors.directory"));
      if (channel.outbox() != null && !channel.outbox().equals(outbox)) {
        String setting = "leanix.channel." + name + ".outbox.directory";
        sinks.put(setting, outbox(channel.outbox(), setting));
      }
    }
    own.forEach(new FolderAccess(work)::checkWatched);
    own.putAll(sources());
    keepApart(own, sinks);
  }

  private static Path outbox(Path folder, String setting) {
    shared(folder, setting);
    try {
      Files.delete(Files.createTempFile(folder, ".leanix-runs-", ".probe"));
    } catch (IOException e) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "The folder %s (%s) must be writable: %s. Check %s and its permissions.",
              folder,
              setting,
              FileErrors.reason(e),
              setting),
          e);
    }
    return folder;
  }

  /** Returns the folder for results, or null if they only go to a queue. */
  static Path outboxIn(Settings settings) {
    return !settings.has(OUTBOX) && settings.has("leanix.queue.outbox")
        ? null
        : settings.directory(OUTBOX);
  }

  /** Other users drop and fetch files here. The umask decides who may. */
  private static Path shared(Path folder, String setting) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw notCreated(folder, setting, e);
    }
  }

  private static Path closed(Path folder, String setting) {
    try {
      return OwnerOnly.createDirectories(folder);
    } catch (IOException e) {
      throw notCreated(folder, setting, e);
    }
  }

  private static SettingsException notCreated(Path folder, String setting, IOException cause) {
    return new SettingsException(
        String.format(
            Locale.ROOT,
            "The folder %s (%s) cannot be created: %s. Check %s and leanix.data, and their permissions.",
            folder,
            setting,
            FileErrors.reason(cause),
            setting),
        cause);
  }

  /** Tries to move a file, so that an error shows at the start rather than with the first file. */
  private static void tryToMove(Path from, Path to, String setting) {
    try {
      Path probe = Files.createTempFile(from, ".leanix-runs-", ".probe");
      Path moved = to.resolve(probe.getFileName());
      try {
        Files.move(probe, moved, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(probe);
        Files.deleteIfExists(moved);
      }
    } catch (AtomicMoveNotSupportedException e) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "%s and leanix.work.directory must be on the same file system, because files are moved by renaming.",
              setting),
          e);
    } catch (IOException e) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "The folders %s and %s must be writable: %s. Check %s and leanix.work.directory, and their permissions.",
              from,
              to,
              FileErrors.reason(e),
              setting),
          e);
    }
  }
}
