package org.gridmap.backend.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridmap.geodata.tile.TileCoordinate;

/**
 * Tiles that were asked for before, over HTTP, against nginx with the same bytes on disk. wrk loads
 * both in turn; without wrk or nginx on this machine nothing is measured and the table says so.
 */
final class WarmBench {
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final int ROUNDS = 9;
  private static final int SECONDS = 2;

  private final int port;
  private final String cookie;

  /**
   * @param port where the server under test listens on 127.0.0.1
   * @param cookie header of somebody who is signed in
   */
  WarmBench(int port, String cookie) {
    this.port = port;
    this.cookie = cookie;
  }

  /** One row for full answers and one for 304, at 8 and at 64 connections. */
  List<BenchRow> run(List<TileCoordinate> tiles) throws IOException, InterruptedException {
    if (!Programs.isInstalled("wrk") || !Programs.isInstalled("nginx")) {
      return List.of(
          new BenchRow(
              "warm tile",
              "nginx",
              Double.NaN,
              Double.NaN,
              "requests/s",
              Double.NaN,
              "≥ 0.7",
              "",
              0,
              "not measured: wrk and nginx are not both installed"));
    }
    Path folder = Files.createTempDirectory("gridmap-bench");
    folder.toFile().setExecutable(true, false);
    folder.toFile().setReadable(true, false);
    List<String> paths = save(tiles, folder);
    int nginxPort = Programs.freePort();
    Process nginx = startNginx(folder, nginxPort);
    try {
      List<BenchRow> rows = new ArrayList<>();
      for (int connections : new int[] {8, 64}) {
        rows.addAll(measure(folder, paths, nginxPort, connections));
      }
      return rows;
    } finally {
      nginx.destroy();
      nginx.waitFor(10, TimeUnit.SECONDS);
      Programs.delete(folder);
    }
  }

  private List<BenchRow> measure(Path folder, List<String> paths, int nginxPort, int connections)
      throws IOException, InterruptedException {
    Path full = script(folder, paths, false);
    Path unchanged = script(folder, paths, true);
    List<Double> nginx = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    List<Double> tagged = new ArrayList<>();
    for (int round = 0; round <= ROUNDS; round++) {
      double reference = load(nginxPort, full, connections);
      double whole = load(port, full, connections);
      double same = load(port, unchanged, connections);
      if (round > 0) {
        nginx.add(reference);
        ours.add(whole);
        tagged.add(same);
      }
    }
    return List.of(
        row("warm tile", connections, Rounds.of(ours, nginx), "≥ 0.7"),
        row("304", connections, Rounds.of(tagged, nginx), "≥ 1.2"));
  }

  private static BenchRow row(String work, int connections, Rounds rounds, String goal) {
    return rounds.row(
        work + ", " + connections + " connections", "nginx, full answers", "requests/s", goal, "");
  }

  private List<String> save(List<TileCoordinate> tiles, Path folder)
      throws IOException, InterruptedException {
    List<String> paths = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (TileCoordinate tile : tiles) {
        String path = "/tiles/" + tile.zoom() + "/" + tile.x() + "/" + tile.y() + ".mvt";
        HttpResponse<byte[]> answer =
            client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Cookie", cookie)
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() == 200) {
          Path file = folder.resolve("html" + path);
          Files.createDirectories(file.getParent());
          Files.write(file, answer.body());
          paths.add(path + " " + answer.headers().firstValue("ETag").orElse(""));
        }
      }
    }
    return paths;
  }

  private Path script(Path folder, List<String> paths, boolean unchanged) throws IOException {
    StringBuilder lua = new StringBuilder("local list = {\n");
    for (String line : paths) {
      String[] words = line.split(" ", 2);
      lua.append(" {'").append(words[0]).append("', '").append(words[1]).append("'},\n");
    }
    // Written once: putting the same requests together again and again, the load script would tire
    // before a server does.
    lua.append("}\nlocal requests = {}\ninit = function()\n  for i, one in ipairs(list) do\n");
    lua.append("    requests[i] = wrk.format('GET', one[1], {['Cookie'] = '" + cookie + "'");
    lua.append(unchanged ? ", ['If-None-Match'] = one[2]})\n" : "})\n");
    lua.append("  end\nend\nlocal i = 0\nrequest = function()\n  i = i % #requests + 1\n");
    lua.append("  return requests[i]\nend\n");
    Path file = folder.resolve(unchanged ? "unchanged.lua" : "full.lua");
    Files.writeString(file, lua);
    return file;
  }

  private static double load(int port, Path script, int connections)
      throws IOException, InterruptedException {
    Process wrk =
        new ProcessBuilder(
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + SECONDS + "s",
                "-s",
                script.toString(),
                "http://127.0.0.1:" + port)
            .redirectErrorStream(true)
            .start();
    String output =
        new String(wrk.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    wrk.waitFor();
    Matcher rate = RATE.matcher(output);
    if (!rate.find() || output.contains("Non-2xx")) {
      throw new IOException("wrk did not measure: " + output.lines().limit(12).toList());
    }
    return Double.parseDouble(rate.group(1));
  }

  private static Process startNginx(Path folder, int port)
      throws IOException, InterruptedException {
    Path configuration = folder.resolve("nginx.conf");
    Files.writeString(
        configuration,
        """
        daemon off; pid %1$s/nginx.pid; error_log %1$s/error.log; worker_processes 2;
        events { worker_connections 512; }
        http {
          access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
          open_file_cache max=10000; client_body_temp_path %1$s/a; proxy_temp_path %1$s/b;
          fastcgi_temp_path %1$s/c; uwsgi_temp_path %1$s/d; scgi_temp_path %1$s/e;
          types { application/vnd.mapbox-vector-tile mvt; }
          server { listen 127.0.0.1:%2$d; root %1$s/html; }
        }
        """
            .formatted(folder, port));
    Process process =
        new ProcessBuilder("nginx", "-c", configuration.toString(), "-p", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.log").toFile())
            .start();
    Thread.sleep(500);
    if (!process.isAlive()) {
      throw new IOException(
          "nginx did not start: " + Files.readString(folder.resolve("nginx.log")));
    }
    return process;
  }
}
