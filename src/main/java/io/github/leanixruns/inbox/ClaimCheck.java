package io.github.leanixruns.inbox;

import io.github.leanixruns.channel.Channel;
import io.github.leanixruns.channel.ChannelRegistry;
import io.github.leanixruns.ldif.CheckedLdif;
import io.github.leanixruns.ldif.LdifRejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;

/** Decides with the settings of its channel whether a claimed file is run or rejected. */
final class ClaimCheck implements Inbox.Check {

  private static final String SEND_AGAIN =
      "Correct it and send it again. An LDIF is JSON, in UTF-8.";
  private static final String OUTBOUND_ON_FAST =
      "The LDIF is outbound, but %s is set to fast runs, which LeanIX only has for inbound LDIFs.";
  private static final String CONFIGURATION_ON_DRY =
      "A processor configuration changes LeanIX, but %s is set to dry runs, which change nothing.";

  private final ChannelRegistry channels;

  ClaimCheck(ChannelRegistry channels) {
    this.channels = channels;
  }

  @Override
  public Verdict of(Claim claim, InputStream bytes, Path file, String refusal) throws IOException {
    if (refusal != null) {
      return Verdict.ofRejection(LdifRejectedException.of(bytes, refusal, SEND_AGAIN));
    }
    String name = claim.origin().channel();
    if (!channels.has(name)) {
      return noSuchChannel(name, bytes);
    }
    Channel channel = channels.named(name);
    try {
      return claim.origin().isConfiguration()
          ? checkConfiguration(channel, bytes, file)
          : checkLdif(channel, bytes, file, claim.origin().note());
    } catch (LdifRejectedException e) {
      return Verdict.ofRejection(e);
    }
  }

  private static Verdict checkLdif(Channel channel, InputStream bytes, Path file, String note)
      throws IOException, LdifRejectedException {
    CheckedLdif ldif = channel.check().check(bytes, file).withNote(note);
    return channel.fast() && !"inbound".equals(ldif.header().processingDirection())
        ? notOn(channel, ldif, OUTBOUND_ON_FAST)
        : Verdict.ofLdif(ldif);
  }

  private static Verdict checkConfiguration(Channel channel, InputStream bytes, Path file)
      throws IOException, LdifRejectedException {
    CheckedLdif configuration = channel.check().forConfigurations().check(bytes, file);
    return channel.test()
        ? notOn(channel, configuration, CONFIGURATION_ON_DRY)
        : Verdict.ofLdif(configuration);
  }

  private Verdict noSuchChannel(String name, InputStream bytes) throws IOException {
    return Verdict.ofRejection(
        LdifRejectedException.of(
            bytes,
            String.format(Locale.ROOT, "The channel \"%s\" is not in the settings.", name),
            channels.describe() + "."));
  }

  private static String nameOf(Channel channel) {
    return channel.name() == null
        ? "the hub"
        : String.format(Locale.ROOT, "the channel \"%s\"", channel.name());
  }

  private static Verdict notOn(Channel channel, CheckedLdif document, String words) {
    return Verdict.ofRejection(
        LdifRejectedException.of(
            document,
            String.format(Locale.ROOT, words, nameOf(channel)),
            "Send it with other settings: on another channel, or without one."));
  }
}
