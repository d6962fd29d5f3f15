package org.gridmap.backend.web.ingress;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.util.NetMaskSet;
import org.gridmap.backend.web.ingress.HttpProperties.Forwarding;
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

  /** A host and port, and the name without the port. */
  private record Named(String host, String name) {}

  private final NetMaskSet proxies = new NetMaskSet();
  private final Forwarding forwarding;

  /** What was read last: nearly every request names the same host. */
  private volatile @Nullable Named last;

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
    for (Hop hop :
        believed(request.getRemoteAddr(), name -> Collections.list(request.getHeaders(name)))) {
      setScheme(request, hop.scheme());
      setHost(request, hop.host());
      if (hop.client() != null) {
        request.setRemoteAddr(hop.client());
        request.setRemoteHost(hop.client());
      }
    }
  }

  /**
   * The name that a request is addressed to, without a port; empty if there is none.
   *
   * @param peer the address that sent it
   */
  String name(PlainRequest request, String peer) {
    String name = name(request.header("Host"), "");
    for (Hop hop : believed(peer, one -> Stream.ofNullable(request.header(one)).toList())) {
      name = name(hop.host(), name);
    }
    return name;
  }

  private String name(@Nullable String host, String otherwise) {
    Named before = last;
    if (before != null && before.host().equals(host)) {
      return before.name();
    }
    Matcher matcher = host == null ? null : AUTHORITY.matcher(host);
    if (host == null || matcher == null || !matcher.matches()) {
      return otherwise;
    }
    last = new Named(host, matcher.group(1));
    return matcher.group(1);
  }

  /** What configured proxies said, the last one first, with addresses that are some. */
  private List<Hop> believed(String peer, Function<String, List<String>> headers) {
    List<Hop> believed = new ArrayList<>();
    if (proxies.isEmpty() || !isProxy(peer)) {
      return believed;
    }
    List<Hop> hops =
        forwarding == Forwarding.FORWARDED
            ? hops(values(headers.apply("Forwarded")))
            : plainHops(headers);
    for (Hop hop : hops.reversed()) {
      String client = hop.client() == null ? null : address(hop.client());
      believed.add(new Hop(client, hop.scheme(), hop.host()));
      if (client == null || !isProxy(client)) {
        break;
      }
    }
    return believed;
  }

  private boolean isProxy(String address) {
    return proxies.contains(InetAddress.ofLiteral(address));
  }

  private static List<Hop> plainHops(Function<String, List<String>> headers) {
    String scheme = last(values(headers.apply("X-Forwarded-Proto")));
    String host = last(values(headers.apply("X-Forwarded-Host")));
    return values(headers.apply("X-Forwarded-For")).stream()
        .map(client -> new Hop(client, scheme, host))
        .toList();
  }

  private static List<Hop> hops(List<String> elements) {
    List<Hop> hops = new ArrayList<>();
    for (String element : elements) {
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

  private static List<String> values(List<String> lines) {
    List<String> values = new ArrayList<>();
    for (String line : lines) {
      for (String value : line.split(",", -1)) {
        values.add(value.strip());
      }
    }
    return values;
  }

  private static @Nullable String last(List<String> values) {
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
      // A proxy that listens elsewhere says so in the name that it hands on.
      setHost(request, request.getHeader("Host"));
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
