package org.gridmap.backend.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A page that listens to the revisions of the map. */
final class EventPage implements AutoCloseable {
  private final BlockingQueue<Long> revisions = new LinkedBlockingQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final HttpClient http = HttpClient.newHttpClient();
  private final InputStream body;

  /**
   * Begins to listen.
   *
   * @param base address of the server
   * @param header what says who listens, with its value
   */
  EventPage(String base, String header, String value) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(base + "/api/stream")).header(header, value).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    body = answer.body();
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          revisions.add(Long.parseLong(line.substring(4)));
        }
      }
    } catch (IOException e) {
      // The page was closed.
    } finally {
      over.countDown();
    }
  }

  /** The next revision that the page is told of. */
  long next() throws InterruptedException {
    Long revision = revisions.poll(5, TimeUnit.SECONDS);
    assertThat(revision).isNotNull();
    return revision;
  }

  /** Whether nothing is told for so long. */
  boolean isSilentFor(Duration time) throws InterruptedException {
    return revisions.poll(time.toMillis(), TimeUnit.MILLISECONDS) == null;
  }

  /** Whether the server ends the stream within ten seconds. */
  boolean ends() throws InterruptedException {
    return over.await(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
