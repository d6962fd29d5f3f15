package org.gridmap.backend.ingress;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives a request the address of its visitor. Behind a proxy every request has the address of the
 * proxy; what a header says instead is believed as far as proxies wrote it that are configured,
 * from the last entry backwards: everything before the first stranger may be invented.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class VisitorAddress extends OncePerRequestFilter {
  private static final Pattern FOR = Pattern.compile("(?i)(?:^|;)\\s*for=\"?([^\";]*)\"?");
  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([0-9a-fA-F:.]+)](?::[0-9]+)?|([0-9.]+):[0-9]+");

  private final List<IpAddressMatcher> trusted;
  private final ProxyProperties.Header header;

  VisitorAddress(ProxyProperties properties) {
    this.trusted = properties.trusted().stream().map(IpAddressMatcher::new).toList();
    this.header = properties.header();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!isTrusted(request.getRemoteAddr())) {
      chain.doFilter(request, response);
      return;
    }
    String visitor = visitor(request);
    chain.doFilter(
        new HttpServletRequestWrapper(request) {
          @Override
          public String getRemoteAddr() {
            return visitor;
          }

          @Override
          public String getRemoteHost() {
            return visitor;
          }
        },
        response);
  }

  private String visitor(HttpServletRequest request) {
    List<String> hops =
        Collections.list(request.getHeaders(header.text())).stream()
            .flatMap(line -> Arrays.stream(line.split(",", -1)))
            .toList();
    String visitor = request.getRemoteAddr();
    for (String hop : hops.reversed()) {
      Optional<String> address = address(hop.strip());
      if (address.isEmpty()) {
        return visitor;
      }
      visitor = address.get();
      if (!isTrusted(visitor)) {
        return visitor;
      }
    }
    return visitor;
  }

  private boolean isTrusted(String address) {
    return trusted.stream().anyMatch(proxy -> proxy.matches(address));
  }

  private Optional<String> address(String hop) {
    String text = hop;
    if (header == ProxyProperties.Header.FORWARDED) {
      Matcher named = FOR.matcher(hop);
      if (!named.find()) {
        return Optional.empty();
      }
      text = named.group(1);
    }
    Matcher withPort = WITH_PORT.matcher(text);
    if (withPort.matches()) {
      text = withPort.group(1) == null ? withPort.group(2) : withPort.group(1);
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
    } catch (IllegalArgumentException e) {
      // "unknown", or a name that the proxy made up: the visitor stays behind the proxy.
      return Optional.empty();
    }
  }
}
