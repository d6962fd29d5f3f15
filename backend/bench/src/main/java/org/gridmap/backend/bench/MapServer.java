package org.gridmap.backend.bench;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.gridmap.geodata.tile.TileCoordinate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * MapServer as a peer: a process of its own behind FastCGI that reads the stored geometry of the
 * same tables and draws the same features. It ends with the measurement.
 */
final class MapServer implements AutoCloseable {
  /** What its connections to the database are called. */
  static final String APPLICATION = "bench-mapserver";

  private static final int DEEPEST_LEVEL = 3;
  private static final int BEGIN = 1;
  private static final int END = 3;
  private static final int PARAMETERS = 4;
  private static final int INPUT = 5;
  private static final int OUTPUT = 6;

  private final Path folder;
  private final Process process;
  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  private MapServer(Path folder, Process process, Socket socket) throws IOException {
    this.folder = folder;
    this.process = process;
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    // In one piece: MapServer hangs up if the end of a request comes after its answer.
    this.out = new BufferedOutputStream(socket.getOutputStream());
  }

  /** Whether this machine has it, and what hands it its socket. */
  static boolean isInstalled() {
    return Programs.isInstalled("mapserv") && Programs.isInstalled("spawn-fcgi");
  }

  /**
   * Starts it.
   *
   * @param database opens connections of the owner of the tables
   */
  static MapServer start(DriverManagerDataSource database)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("gridmap-mapserver");
    URI uri = URI.create(Objects.requireNonNull(database.getUrl()).substring("jdbc:".length()));
    String connection =
        "host=%s port=%d dbname=%s user=%s password=%s application_name=%s"
            .formatted(
                uri.getHost(),
                uri.getPort(),
                uri.getPath().substring(1),
                database.getUsername(),
                database.getPassword(),
                APPLICATION);
    for (int deepest = 1; deepest <= DEEPEST_LEVEL; deepest++) {
      Files.writeString(folder.resolve(deepest + ".map"), map(connection, deepest));
    }
    Path configuration = folder.resolve("mapserver.conf");
    Files.writeString(configuration, "CONFIG\n ENV\n  MS_MAP_PATTERN \".\"\n END\nEND\n");
    int port = Programs.freePort();
    ProcessBuilder start =
        new ProcessBuilder(
                "spawn-fcgi",
                "-n",
                "-a",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "--",
                Programs.find("mapserv").orElseThrow().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    start.environment().put("MAPSERVER_CONFIG_FILE", configuration.toString());
    Process process = start.start();
    for (int tries = 0; ; tries++) {
      try {
        return new MapServer(folder, process, new Socket(InetAddress.getLoopbackAddress(), port));
      } catch (IOException e) {
        if (tries == 50 || !process.isAlive()) {
          process.destroy();
          throw new IOException(
              "MapServer did not start: " + Files.readString(folder.resolve("log")), e);
        }
        Thread.sleep(100);
      }
    }
  }

  /** Number of its process. */
  long pid() {
    return process.pid();
  }

  /** The tile with the grids down to a level, their labels, and houses where the map has them. */
  byte[] draw(TileCoordinate tile, int deepest) throws IOException {
    String houses = tile.zoom() > 14 ? "+house" : tile.zoom() == 14 ? "+house_point" : "";
    String query =
        "map=%s/%d.map&mode=tile&tilemode=gmap&tile=%d+%d+%d&layers=grid+grid_label%s&map.imagetype=mvt"
            .formatted(folder, deepest, tile.x(), tile.y(), tile.zoom(), houses);
    send(BEGIN, new byte[] {0, 1, 1, 0, 0, 0, 0, 0});
    ByteArrayOutputStream parameters = new ByteArrayOutputStream();
    Map.of("REQUEST_METHOD", "GET", "QUERY_STRING", query)
        .forEach((name, value) -> {
          parameters.write(name.length());
          // Four bytes of length, as values may be long.
          parameters.write(0x80);
          parameters.write(0);
          parameters.write(value.length() >> 8);
          parameters.write(value.length());
          parameters.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
          parameters.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
        });
    send(PARAMETERS, parameters.toByteArray());
    send(PARAMETERS, new byte[0]);
    send(INPUT, new byte[0]);
    out.flush();
    return body(receive());
  }

  private void send(int type, byte[] content) throws IOException {
    out.write(
        new byte[] {
          1, (byte) type, 0, 1, (byte) (content.length >> 8), (byte) content.length, 0, 0
        });
    out.write(content);
  }

  private byte[] receive() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    while (true) {
      byte[] header = in.readNBytes(8);
      if (header.length < 8) {
        throw new IOException("MapServer hung up");
      }
      int length = (header[4] & 255) << 8 | header[5] & 255;
      byte[] content = in.readNBytes(length);
      in.skipNBytes(header[6] & 255);
      if (header[1] == OUTPUT) {
        answer.writeBytes(content);
      } else if (header[1] == END) {
        return answer.toByteArray();
      }
    }
  }

  private static byte[] body(byte[] answer) throws IOException {
    for (int i = 3; i < answer.length; i++) {
      if (answer[i] == '\n' && answer[i - 1] == '\r' && answer[i - 2] == '\n') {
        String head = new String(answer, 0, i, StandardCharsets.US_ASCII);
        if (head.contains("mapbox-vector-tile")) {
          return Arrays.copyOfRange(answer, i + 1, answer.length);
        }
        break;
      }
    }
    throw new IOException(
        "MapServer answered " + new String(answer, StandardCharsets.UTF_8).lines().toList());
  }

  @Override
  public void close() throws IOException {
    socket.close();
    // Asked politely it would wait for the next request.
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // The password of the database stands in them.
    Programs.delete(folder);
  }

  private static String map(String connection, int deepest) throws IOException {
    try (InputStream in = MapServer.class.getResourceAsStream("mapserver.map")) {
      if (in == null) {
        throw new IllegalStateException("mapserver.map is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("${connection}", connection)
          .replace("${deepest}", Integer.toString(deepest));
    }
  }
}
