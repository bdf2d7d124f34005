package io.github.leanixruns.http;

import io.github.leanixruns.settings.Settings;
import io.github.leanixruns.settings.SettingsException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Decides which storage addresses of LeanIX's answers are used: those of the workspace's own host,
 * of Azure's Blob Storage, and of the hosts in {@code leanix.storage.hosts}. Otherwise, an answer
 * could direct requests to servers that only this machine reaches.
 */
public final class StorageHosts {

  private static final String SETTING = "leanix.storage.hosts";
  private static final Pattern HOST_OR_ADDRESS =
      Pattern.compile("[A-Za-z0-9.*-]+|\\[?[0-9a-fA-F:.]+]?");
  private static final Pattern AZURE = pattern("*.blob.core.windows.net");
  private static final String ADVICE =
      "If this is the storage of the workspace, and it starts with https:// if leanix.base-url does, add the host to "
          + SETTING
          + ". Otherwise set leanix.upload.storage=false";

  private final List<Pattern> listed;

  private StorageHosts(List<Pattern> listed) {
    this.listed = listed;
  }

  /** Reads the setting. */
  public static StorageHosts of(Settings settings) {
    List<Pattern> listed = new ArrayList<>();
    for (String host : settings.list(SETTING)) {
      if (!HOST_OR_ADDRESS.matcher(host).matches()) {
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "%s contains \"%s\", but must be the names or IP addresses of hosts, separated by commas, e.g. storage.acme.net, *.acme.net.",
                SETTING,
                host));
      }
      listed.add(pattern(normalized(host)));
    }
    return new StorageHosts(listed);
  }

  private static Pattern pattern(String host) {
    return Pattern.compile(Pattern.quote(host).replace("*", "\\E.*\\Q"));
  }

  /**
   * Tells whether a storage address is used. It must be encrypted if the workspace is.
   *
   * @param storage scheme, host and port
   * @param workspace scheme, host and port of the workspace that returned the address
   */
  public boolean isUsed(String storage, String workspace) {
    URI url = URI.create(storage);
    URI own = URI.create(workspace);
    String host = normalized(url.getHost());
    boolean isEncrypted = url.getScheme().equals("https") || !own.getScheme().equals("https");
    boolean isOwn = host.equals(normalized(own.getHost())) && port(url) == port(own);
    return isEncrypted && (isOwn || isListed(host) || isAzure(host));
  }

  /** Refuses an address for which {@link #isUsed} is false. */
  public void require(String storage, String workspace) throws RefusedHostException {
    if (!isUsed(storage, workspace)) {
      throw new RefusedHostException(
          String.format(
              Locale.ROOT,
              "LeanIX returned a storage address of %s, to which nothing is sent. %s",
              storage,
              ADVICE));
    }
  }

  /** Returns a resolver that checks the addresses to which connections are opened. */
  DnsResolver resolver() {
    return new SystemDefaultDnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = super.resolve(host);
        requirePublic(host, addresses);
        return addresses;
      }
    };
  }

  /**
   * A name of Azure's storage must not lead to a private network. Other names are chosen by the
   * operator.
   */
  void requirePublic(String name, InetAddress... addresses) throws RefusedHostException {
    String host = normalized(name);
    if (!isAzure(host) || isListed(host)) {
      return;
    }
    for (InetAddress address : addresses) {
      if (!isPublic(address) && !isListed(address.getHostAddress())) {
        throw new RefusedHostException(
            String.format(
                Locale.ROOT,
                "LeanIX's storage %s has the address %s, which is not public. Nothing is sent to it. %s",
                name,
                address.getHostAddress(),
                ADVICE));
      }
    }
  }

  private boolean isListed(String host) {
    return listed.stream().anyMatch(pattern -> pattern.matcher(host).matches());
  }

  private static boolean isAzure(String host) {
    return AZURE.matcher(host).matches();
  }

  private static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc;
    // RFC 6598
    boolean sharedSpace = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    return !(uniqueLocal
        || sharedSpace
        || address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress());
  }

  private static int port(URI url) {
    return url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
  }

  /** Returns the only spelling of a name or an address. */
  private static String normalized(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$|\\.$", "");
    try {
      return name.contains(":") ? InetAddress.getByName(name).getHostAddress() : name;
    } catch (UnknownHostException e) {
      return name; // it matches no address
    }
  }
}
