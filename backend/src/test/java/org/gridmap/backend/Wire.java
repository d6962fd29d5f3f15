package org.gridmap.backend;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One connection of HTTP/1.1 to a server on this machine, on which any bytes can be sent. */
public final class Wire implements AutoCloseable {
  /**
   * An answer.
   *
   * @param line the first line
   * @param headers the others as they came
   */
  public record Answer(String line, List<String> headers, byte[] body) {
    public int status() {
      return Integer.parseInt(line.split(" ", -1)[1]);
    }

    public Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
          .map(header -> header.substring(start.length()).strip())
          .findFirst();
    }

    /** What stays the same from one second to the next, in an order of its own. */
    public List<String> lasting() {
      return headers.stream().filter(header -> !header.startsWith("Date:")).sorted().toList();
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private final Socket socket;
  private final InputStream in;

  public Wire(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  public Wire send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Says that nothing more will be sent. */
  public Wire endSending() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /**
   * The next answer, to anything but HEAD.
   *
   * @throws EOFException if the server closed the connection instead
   */
  public Answer answer() throws IOException {
    Answer head = head();
    if (head.status() == 304 || head.status() == 204) {
      return head;
    }
    byte[] body;
    if (head.header("Transfer-Encoding").isPresent()) {
      body = chunks();
    } else if (head.header("Content-Length").isPresent()) {
      body = bytes(Integer.parseInt(head.header("Content-Length").get()));
    } else {
      body = in.readAllBytes();
    }
    return new Answer(head.line(), head.headers(), body);
  }

  /** The next answer without a body. */
  public Answer head() throws IOException {
    String line = line();
    List<String> headers = new ArrayList<>();
    for (String next = line(); !next.isEmpty(); next = line()) {
      headers.add(next);
    }
    return new Answer(line, headers, new byte[0]);
  }

  /** All that comes until the connection ends, in whatever way it does. */
  public String everything() throws IOException {
    StringBuilder all = new StringBuilder();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        all.append((char) next);
      }
    } catch (SocketException reset) {
      all.append("(reset)");
    }
    return all.toString();
  }

  /** Whether the server closed the connection; waits until it says something. */
  public boolean isClosed() throws IOException {
    return in.read() < 0;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = size(); size > 0; size = size()) {
      body.write(bytes(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private int size() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("closed after " + bytes.length + " of " + count + " bytes");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("closed behind: " + line);
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
