package org.gridmap.backend.ingress;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.util.NetMaskSet;
import org.gridmap.backend.ingress.HttpProperties.Forwarding;
import org.jspecify.annotations.Nullable;

/**
 * Makes a request that came through configured proxies look as it did when it reached the first of
 * them: address of the client, scheme and name. Read from the end, because only what a configured
 * proxy added is believed; what stands before it is a claim of the client.
 */
final class ForwardedRequest {
  /** A token or a quoted text of RFC 7239; the quoted ones here never need a backslash. */
  private static final Pattern PAIR =
      Pattern.compile(
          "\\s*(for|by|host|proto)=(?:\"([^\"\\\\]*)\"|([^\\s;,\"]+))\\s*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern AUTHORITY =
      Pattern.compile("([a-zA-Z0-9.-]+|\\[[0-9a-fA-F:.]+])(?::([0-9]{1,5}))?");

  /** What one proxy said about the request that it got. */
  private record Hop(@Nullable String client, @Nullable String scheme, @Nullable String host) {}

  private final NetMaskSet proxies = new NetMaskSet();
  private final Forwarding forwarding;

  /**
   * @throws IllegalArgumentException if a proxy is neither an address nor a network
   */
  ForwardedRequest(HttpProperties properties) {
    forwarding = properties.forwarding();
    for (String proxy : properties.proxies()) {
      List<String> bad = proxies.addAll(proxy);
      if (!bad.isEmpty()) {
        throw new IllegalArgumentException(
            "gridmap.http.proxies takes addresses and networks such as 10.0.0.0/8: " + bad);
      }
    }
  }

  /** Changes the request if a configured proxy sent it. */
  void restore(Request request) {
    if (proxies.isEmpty() || !isProxy(request.getRemoteAddr())) {
      return;
    }
    List<Hop> hops =
        forwarding == Forwarding.FORWARDED ? hops(request, "Forwarded") : plainHops(request);
    for (Hop hop : hops.reversed()) {
      String client = hop.client() == null ? null : address(hop.client());
      setScheme(request, hop.scheme());
      setHost(request, hop.host());
      if (client == null) {
        return;
      }
      request.setRemoteAddr(client);
      request.setRemoteHost(client);
      if (!isProxy(client)) {
        return;
      }
    }
  }

  private boolean isProxy(String address) {
    return proxies.contains(InetAddress.ofLiteral(address));
  }

  private static List<Hop> plainHops(Request request) {
    String scheme = last(request, "X-Forwarded-Proto");
    String host = last(request, "X-Forwarded-Host");
    return values(request, "X-Forwarded-For").stream()
        .map(client -> new Hop(client, scheme, host))
        .toList();
  }

  private static List<Hop> hops(Request request, String header) {
    List<Hop> hops = new ArrayList<>();
    for (String element : values(request, header)) {
      String client = null;
      String scheme = null;
      String host = null;
      for (String pair : element.split(";", -1)) {
        Matcher matcher = PAIR.matcher(pair);
        if (!matcher.matches()) {
          continue;
        }
        String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
        switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
          case "for" -> client = value;
          case "proto" -> scheme = value;
          case "host" -> host = value;
          default -> {}
        }
      }
      hops.add(new Hop(client, scheme, host));
    }
    return hops;
  }

  private static List<String> values(Request request, String header) {
    List<String> values = new ArrayList<>();
    for (String line : Collections.list(request.getHeaders(header))) {
      for (String value : line.split(",", -1)) {
        values.add(value.strip());
      }
    }
    return values;
  }

  private static @Nullable String last(Request request, String header) {
    List<String> values = values(request, header);
    return values.isEmpty() ? null : values.getLast();
  }

  /** The address in {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}, or null. */
  private static @Nullable String address(String text) {
    String bare = text;
    if (text.startsWith("[")) {
      bare = text.substring(1, Math.max(1, text.indexOf(']')));
    } else if (text.indexOf(':') == text.lastIndexOf(':') && text.contains(":")) {
      bare = text.substring(0, text.indexOf(':'));
    }
    try {
      return InetAddress.ofLiteral(bare).getHostAddress();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static void setScheme(Request request, @Nullable String scheme) {
    if (scheme != null && (scheme.equals("https") || scheme.equals("http"))) {
      boolean secure = scheme.equals("https");
      request.setSecure(secure);
      request.getCoyoteRequest().scheme().setString(scheme);
      request.setServerPort(secure ? 443 : 80);
    }
  }

  private static void setHost(Request request, @Nullable String host) {
    Matcher matcher = host == null ? null : AUTHORITY.matcher(host);
    if (host == null || matcher == null || !matcher.matches()) {
      return;
    }
    request.getCoyoteRequest().serverName().setString(matcher.group(1));
    request.getCoyoteRequest().getMimeHeaders().setValue("Host").setString(host);
    int usual = request.isSecure() ? 443 : 80;
    request.setServerPort(matcher.group(2) == null ? usual : Integer.parseInt(matcher.group(2)));
  }
}
