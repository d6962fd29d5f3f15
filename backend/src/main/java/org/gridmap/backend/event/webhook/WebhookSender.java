package org.gridmap.backend.event.webhook;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.stereotype.Component;

/**
 * Sends one message over one connection to the address that was looked at: a client that resolves
 * the name a second time could be led elsewhere. It follows nothing and reads the first line only.
 * The whole has one limit: a receiver may also be slow to be found, to greet or to read.
 */
@Component
class WebhookSender {
  /** For everything from the look-up of the name to the first line of the answer. */
  static final Duration WHOLE = Duration.ofSeconds(15);

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int LONGEST_LINE = 500;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");

  private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param headers further headers, by their names
   * @return HTTP status
   * @throws IOException if nobody answers in time, or with something else
   */
  int send(WebhookAddress address, Map<String, String> headers, byte[] body) throws IOException {
    return send(address, headers, body, WHOLE);
  }

  /** As {@link #send}, in another time. */
  int send(WebhookAddress address, Map<String, String> headers, byte[] body, Duration whole)
      throws IOException {
    try (Socket connection = new Socket()) {
      Future<Integer> answer =
          attempts.submit(() -> exchange(connection, address, head(address, headers, body), body));
      try {
        return answer.get(whole.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // Closing ends whatever the attempt is waiting for.
        answer.cancel(true);
        throw new SocketTimeoutException("There was no answer in time.");
      } catch (InterruptedException e) {
        answer.cancel(true);
        Thread.currentThread().interrupt();
        throw new IOException("The server stops.", e);
      } catch (ExecutionException e) {
        throw new IOException("The message could not be sent.", e.getCause());
      }
    }
  }

  @PreDestroy
  void stop() {
    attempts.shutdownNow();
  }

  private static byte[] head(WebhookAddress address, Map<String, String> headers, byte[] body) {
    StringBuilder head =
        new StringBuilder("POST " + address.target() + " HTTP/1.1\r\n")
            .append("Host: " + address.host() + ":" + address.port() + "\r\n")
            .append("Content-Length: " + body.length + "\r\n")
            .append("Connection: close\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static int exchange(Socket plain, WebhookAddress address, byte[] head, byte[] body)
      throws IOException {
    plain.connect(
        new InetSocketAddress(address.resolve(), address.port()), (int) CONNECT.toMillis());
    try (Socket socket = address.encrypted() ? encrypted(plain, address) : plain) {
      socket.getOutputStream().write(head);
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      return status(socket.getInputStream());
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

  private static int status(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < LONGEST_LINE) {
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
