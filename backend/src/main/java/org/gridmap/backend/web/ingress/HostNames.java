package org.gridmap.backend.web.ingress;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names that a request may be addressed to. A hostile page can make its own name resolve to
 * this machine (DNS rebinding); the name in the request shows it.
 */
final class HostNames {
  private final Set<String> names = new HashSet<>(List.of("localhost", "127.0.0.1", "[::1]"));

  /**
   * @param configured names or addresses, without a port
   * @param address the address that the server listens on; a name of it unless it is every address
   */
  HostNames(List<String> configured, String address) {
    configured.forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT)));
    if (!address.isBlank() && !isEveryAddress(address)) {
      names.add(address.contains(":") ? "[" + address + "]" : address.toLowerCase(Locale.ROOT));
    }
  }

  boolean contains(String name) {
    return names.contains(name) || names.contains(name.toLowerCase(Locale.ROOT));
  }

  private static boolean isEveryAddress(String address) {
    try {
      return InetAddress.ofLiteral(address).isAnyLocalAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
