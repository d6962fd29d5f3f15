package org.gridmap.backend.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gridmap.backend.Client;
import org.gridmap.backend.GridMapTest;
import org.gridmap.backend.publication.Hamlet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

@GridMapTest
@Import(Hamlet.SignIn.class)
class MapEventTest {
  @Autowired private ApplicationContext context;
  @Autowired private Environment environment;
  @Autowired private MapChanges changes;

  /** A page that listens. */
  private final class Page implements AutoCloseable {
    final BlockingQueue<Long> revisions = new LinkedBlockingQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final InputStream body;

    Page(String login) throws Exception {
      HttpResponse<InputStream> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(Client.of(environment).base() + "/api/events"))
                  .header("X-Signed-In", login)
                  .build(),
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
      } catch (java.io.IOException e) {
        // The page was closed.
      }
    }

    long next() throws InterruptedException {
      Long revision = revisions.poll(5, TimeUnit.SECONDS);
      assertThat(revision).isNotNull();
      return revision;
    }

    @Override
    public void close() {
      http.shutdownNow();
    }
  }

  @Test
  void every_page_hears_of_a_publication_at_once() throws Exception {
    Hamlet hamlet = new Hamlet(context);
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    hamlet.submitAndApprove(plan);
    try (Page leader = new Page(hamlet.leader.login());
        Page planner = new Page(hamlet.planner.login())) {
      long before = changes.latest();
      assertThat(leader.next()).isEqualTo(before);
      assertThat(planner.next()).isEqualTo(before);
      long start = System.nanoTime();
      assertThat(hamlet.move(hamlet.decider, plan, "publish", "{}").status()).isEqualTo(200);
      List<Long> heard = new ArrayList<>(List.of(leader.next(), planner.next()));
      assertThat(heard).allMatch(revision -> revision > before);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void nobody_opens_streams_without_end() throws Exception {
    Hamlet hamlet = new Hamlet(context);
    List<Page> pages = new ArrayList<>();
    try {
      for (int i = 0; i < EventStreams.MOST_OF_ACCOUNT; i++) {
        pages.add(new Page(hamlet.planner.login()));
      }
      assertThat(hamlet.get(hamlet.planner, "/api/events").status()).isEqualTo(429);
    } finally {
      pages.forEach(Page::close);
    }
  }
}
