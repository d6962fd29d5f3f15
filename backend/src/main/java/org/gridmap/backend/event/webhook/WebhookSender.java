package org.gridmap.backend.event.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.stereotype.Component;

/**
 * Sends one message over one connection to the address that was looked at: a client that resolves
 * the name a second time could be led elsewhere. It follows nothing and reads the first line only.
 */
@Component
class WebhookSender {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int LONGEST_LINE = 500;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");

  /**
   * @param headers further headers, by their names
   * @return HTTP status
   * @throws IOException if nobody answers in time, or with something else
   */
  int send(WebhookAddress address, Map<String, String> headers, String body) throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head =
        new StringBuilder("POST " + address.target() + " HTTP/1.1\r\n")
            .append("Host: " + address.host() + ":" + address.port() + "\r\n")
            .append("Content-Length: " + content.length + "\r\n")
            .append("Connection: close\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("\r\n");
    long end = System.nanoTime() + CONNECT.plus(ANSWER).toNanos();
    try (Socket plain = new Socket()) {
      plain.connect(
          new InetSocketAddress(address.resolve(), address.port()), (int) CONNECT.toMillis());
      plain.setSoTimeout((int) ANSWER.toMillis());
      try (Socket socket = address.encrypted() ? encrypted(plain, address) : plain) {
        socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(content);
        socket.getOutputStream().flush();
        return status(socket, end);
      }
    }
  }

  private static SSLSocket encrypted(Socket plain, WebhookAddress address) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            ((SSLSocketFactory) SSLSocketFactory.getDefault())
                .createSocket(plain, address.host(), address.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** The first line, read as long as there is time for the whole, however slowly it comes. */
  private static int status(Socket socket, long end) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder line = new StringBuilder();
    while (line.length() < LONGEST_LINE) {
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new SocketTimeoutException("The answer came too slowly.");
      }
      socket.setSoTimeout((int) left);
      int next = in.read();
      if (next < 0 || next == '\n') {
        break;
      }
      line.append((char) next);
    }
    Matcher status = STATUS.matcher(line.toString().strip());
    if (!status.matches()) {
      throw new IOException("The answer is no HTTP.");
    }
    return Integer.parseInt(status.group(1));
  }
}
