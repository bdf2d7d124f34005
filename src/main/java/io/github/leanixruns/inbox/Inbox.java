package io.github.leanixruns.inbox;

import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.files.FileNameLimit;
import io.github.leanixruns.ldif.CheckedLdif;
import io.github.leanixruns.ldif.LdifHeader;
import io.github.leanixruns.ldif.LdifRejectedException;
import io.github.leanixruns.ldif.Words;
import io.github.leanixruns.trace.Traceparent;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Variable;

/** Receives LDIFs: claims and checks them, and fills in missing header fields. */
public final class Inbox {

  private static final String DROP_FILE =
      "Drop the file again, as a regular file that leanix-runs can read.";
  private static final String CHECK_FAILED = "The check of the file ended with %s.";
  private static final String DEFAULT_NAME = "ldif.json";

  private final Path folder;
  private final Path processors;
  private final WorkFolder workFolder;
  private final Check check;
  private final Predicate<String> known;

  /**
   * @param folder the inbox folder, with a subfolder for each channel
   * @param processors the folder of processor configurations, with subfolders likewise
   * @param known tells whether an id is in the ledger
   */
  public Inbox(
      Path folder,
      Path processors,
      WorkFolder workFolder,
      ChannelRegistry channels,
      Predicate<String> known) {
    this(folder, processors, workFolder, new ClaimCheck(channels), known);
  }

  Inbox(Path folder, Path processors, WorkFolder workFolder, Check check, Predicate<String> known) {
    this.folder = folder;
    this.processors = processors;
    this.workFolder = workFolder;
    this.check = check;
    this.known = known;
  }

  /** Decides in one pass whether a claimed file is run or rejected. */
  @FunctionalInterface
  interface Check {

    /**
     * @param bytes the content of the file
     * @param file contains what was read of the content, for the position of an error
     * @param refusal the reason if it is already known that the file is rejected, or null
     */
    Verdict of(Claim claim, InputStream bytes, Path file, String refusal) throws IOException;
  }

  /** Claims a file of the inbox or the processors folder; null if it is no longer there. */
  public Claim claim(@Body File dropped) throws IOException {
    CopiedFile.requireSpace(dropped, new File(workFolder.directory()));
    Path parent = dropped.toPath().toAbsolutePath().normalize().getParent();
    boolean configuration = parent.startsWith(processors);
    Path watched = configuration ? processors : folder;
    String channel = parent.equals(watched) ? null : parent.getFileName().toString();
    return workFolder.claim(
        dropped, Origin.of(configuration ? Origin.PROCESSORS : Origin.INBOX.source(), channel));
  }

  /** Returns the origin of an LDIF from another route. */
  public Origin fromRoute(@Header("LeanixChannel") String channel, Exchange exchange) {
    return Origin.of("route", channel, Traceparent.of(exchange, null));
  }

  /**
   * Writes an LDIF that is not a dropped file to the work folder.
   *
   * @param fileName its name, or null
   * @param deliveryKey identifies duplicate deliveries, or null
   */
  public Claim keep(
      @Body Object ldif,
      @Variable("fileName") String fileName,
      @Variable("origin") Origin origin,
      @Variable("deliveryKey") DeliveryKey deliveryKey,
      Exchange exchange)
      throws IOException {
    try (InputStream in = open(ldif, exchange)) {
      return workFolder.keep(in, oneName(fileName), origin, deliveryKey, known);
    }
  }

  private static InputStream open(Object ldif, Exchange exchange) {
    InputStream in =
        ldif == null
            ? null
            : exchange.getContext().getTypeConverter().convertTo(InputStream.class, exchange, ldif);
    return in == null ? new ByteArrayInputStream(new byte[0]) : in;
  }

  /** A name from outside must not lead out of its folder. */
  private static String oneName(String fileName) {
    String name = fileName == null ? "" : fileName.replaceAll("[/\\\\\\p{Cntrl}]", "_").strip();
    return name.matches("\\.*") || !isRepresentable(name)
        ? DEFAULT_NAME
        : FileNameLimit.truncate(name);
  }

  /** A locale without UTF-8 cannot represent all names. */
  private static boolean isRepresentable(String name) {
    try {
      return Path.of(name).getNameCount() == 1;
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * Checks a claimed file.
   *
   * @return null if another node has received the file
   */
  public Verdict check(@Variable("claim") Claim claim) throws IOException {
    try {
      return verdict(claim, claim.origin().refusal());
    } catch (NoSuchFileException e) {
      return unlessKnown(claim, e);
    }
  }

  private Verdict unlessKnown(Claim claim, NoSuchFileException gone) throws NoSuchFileException {
    if (known.test(claim.id())) {
      return null;
    }
    throw gone;
  }

  private Verdict verdict(Claim claim, String refusal) throws IOException {
    try {
      return claim.origin().isDropped() ? checkCopy(claim, refusal) : checkOwn(claim, refusal);
    } catch (UnreadableFileException e) {
      return Verdict.ofRejection(LdifRejectedException.unread(e.getMessage(), DROP_FILE));
    } catch (OutOfMemoryError | StackOverflowError e) {
      // one file must not stop the others
      return verdict(claim, String.format(Locale.ROOT, CHECK_FAILED, e));
    }
  }

  private Verdict checkOwn(Claim claim, String refusal) throws IOException {
    try (InputStream in = Files.newInputStream(claim.file())) {
      return check.of(claim, in, claim.file(), refusal);
    }
  }

  private Verdict checkCopy(Claim claim, String refusal) throws IOException {
    Path copy = workFolder.newPart();
    Verdict verdict = null;
    try (CopiedFile file = CopiedFile.open(claim.file(), copy)) {
      Verdict checked = check.of(claim, file, copy, refusal);
      file.force();
      verdict = checked.ofCopy(copy);
      return verdict;
    } finally {
      if (verdict == null) {
        Files.deleteIfExists(copy);
      }
    }
  }

  /** Replaces a dropped file, which others may still change, by the copy that was checked. */
  public void replaceByCopy(@Variable("claim") Claim claim, @Variable("verdict") Verdict verdict)
      throws IOException {
    if (verdict.copy() != null) {
      try {
        workFolder.replaceByCopy(claim, verdict.copy());
      } catch (NoSuchFileException e) {
        unlessKnown(claim, e);
        Files.deleteIfExists(verdict.copy());
      }
    }
  }

  /** Describes what was received, for the log. */
  public String summary(@Variable("claim") Claim claim, @Variable("verdict") Verdict verdict) {
    CheckedLdif ldif = verdict.ldif();
    LdifHeader header = ldif.header();
    return String.format(
        Locale.ROOT,
        "%s%s, %s, connector %s/%s/%s",
        claim.origin().isConfiguration() ? "processor configuration, " : "",
        Words.count(
            ldif.elementCount(), claim.origin().isConfiguration() ? "processor" : "element"),
        header.processingDirection(),
        header.connectorType(),
        header.connectorId(),
        header.connectorVersion());
  }

  /** Returns what the check noted, in one line for the log. */
  public String notes(@Variable("verdict") Verdict verdict) {
    return String.join("; ", verdict.ldif().notes());
  }

  /** Writes the LDIF with the missing header fields, if there are any. */
  public void enrich(@Variable("claim") Claim claim, @Variable("verdict") Verdict verdict)
      throws IOException {
    CheckedLdif ldif = verdict.ldif();
    if (!ldif.sentAsDropped()) {
      // renamed into place: another node may be about to send the same file
      Path part = workFolder.newPart();
      try {
        ldif.edits().write(claim.file(), part);
        Files.move(part, workFolder.sentFileOf(claim.id()), StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException e) {
        unlessKnown(claim, e);
      }
    }
  }
}
