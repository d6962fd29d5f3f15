package org.gridmap.backend.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  private EventPage page(String login) throws Exception {
    return new EventPage(Client.of(environment).base(), "X-Signed-In", login);
  }

  @Test
  void every_page_hears_of_a_publication_at_once() throws Exception {
    Hamlet hamlet = new Hamlet(context);
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    hamlet.submitAndApprove(plan);
    try (EventPage leader = page(hamlet.leader.login());
        EventPage planner = page(hamlet.planner.login())) {
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
    List<EventPage> pages = new ArrayList<>();
    try {
      for (int i = 0; i < EventStreams.MOST_OF_ACCOUNT; i++) {
        pages.add(page(hamlet.planner.login()));
      }
      assertThat(hamlet.get(hamlet.planner, "/api/stream").status()).isEqualTo(429);
    } finally {
      pages.forEach(EventPage::close);
    }
  }
}
