package org.gridmap.backend.event.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Where a webhook goes: a host that the installation allows by its name.
 *
 * @param uri scheme, host, path and query
 * @param privately whether the host may lie in a private network
 */
record WebhookAddress(URI uri, boolean privately) {

  /**
   * @throws IllegalArgumentException for an address that is not allowed, with a sentence for the
   *     client
   */
  static WebhookAddress of(String address, WebhookProperties allowed) {
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("That is no address.");
    }
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    if (!allowed.hosts().contains(host)) {
      throw new IllegalArgumentException("The settings do not allow that host.");
    }
    boolean privately = allowed.privateHosts().contains(host);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(privately && scheme.equals("http"))) {
      throw new IllegalArgumentException("The address begins with https.");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("The address names neither a user nor a fragment.");
    }
    return new WebhookAddress(uri, privately);
  }

  String host() {
    return uri.getHost();
  }

  boolean encrypted() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  int port() {
    return uri.getPort() > 0 ? uri.getPort() : encrypted() ? 443 : 80;
  }

  /** Path and query as they stand in the first line of a request. */
  String target() {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  /**
   * The one address that is connected to: what the name means a moment later does not count.
   *
   * @throws UnknownHostException if the name means nothing, or a machine that is not allowed
   */
  InetAddress resolve() throws UnknownHostException {
    InetAddress address = InetAddress.getByName(host());
    if (!privately && isPrivate(address)) {
      throw new UnknownHostException("The host lies in a private network.");
    }
    return address;
  }

  static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    boolean shared = bytes.length == 4 && first == 100 && second >= 64 && second < 128;
    boolean unusable =
        bytes.length == 4 && (first == 0 || first >= 240 || (first == 192 && second == 0));
    boolean unique = bytes.length == 16 && (first & 0xFE) == 0xFC;
    // Addresses that stand for others: NAT64, 6to4, Teredo.
    boolean translated =
        bytes.length == 16
            && ((first == 0x00 && second == 0x64)
                || (first == 0x20 && second == 0x02)
                || (first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0));
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || shared
        || unusable
        || unique
        || translated;
  }
}
