package org.gridmap.backend.plan.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.live.EventStreams;
import org.gridmap.backend.live.EventWriter;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.backend.plan.LogEntry;
import org.gridmap.backend.plan.Plan;
import org.gridmap.backend.plan.PlanLog;
import org.gridmap.backend.plan.PlanState;
import org.gridmap.backend.plan.PlanSummary.NewerDivision;
import org.gridmap.backend.plan.PlanSummary.Person;
import org.gridmap.backend.plan.Plans;
import org.gridmap.backend.plan.notation.ChangeView;
import org.gridmap.backend.plan.workload.GridNumbers;
import org.gridmap.backend.plan.workload.Workloads;
import org.gridmap.backend.sql.NotificationListener;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The stream of a plan's events. */
@Tag(name = "Plans")
@RestController
class PlanEventController {
  private static final String TOPIC = "plan:";

  /** Entries of the log that a page is told one by one after a break. */
  private static final int MOST_BEHIND = 500;

  private static final Set<Right> READERS = Set.of(Right.PLANS, Right.PLANS_DECIDE);

  /**
   * An edit; its version is the event's id.
   *
   * @param version of the plan after it
   * @param seq entry of the log
   * @param account who did it
   * @param change what is different
   * @param numbers of the grids that it touched, as they are now
   * @param mean weighted work of the average leaf grid
   * @param registerRevision another number when houses or counts are different ones
   * @param hash of the partition after it
   * @param own whether the listener's own account did it, here or on another page
   */
  record ChangeEvent(
      long version,
      long seq,
      Person account,
      ChangeView change,
      List<GridNumbers> numbers,
      double mean,
      long registerRevision,
      String hash,
      boolean own) {}

  /**
   * Anything else that changed: state, name, weights, the divisions of the area.
   *
   * @param state how far the plan has come
   * @param version of the plan
   * @param outdatedBy division that was published since the plan was begun
   */
  record StateEvent(PlanState state, long version, @Nullable NewerDivision outdatedBy) {}

  /**
   * The comments are other ones; what they say is read elsewhere.
   *
   * @param revision of the plan's comments
   */
  record CommentsEvent(long revision) {}

  /**
   * Who has the plan open.
   *
   * @param people each once
   */
  record PresenceEvent(List<Person> people) {}

  private final Plans plans;
  private final LivePlans live;
  private final PlanLog log;
  private final Workloads workloads;
  private final PlanViewers viewers;
  private final EventStreams streams;
  private final JsonMapper json;

  PlanEventController(
      Plans plans,
      LivePlans live,
      PlanLog log,
      Workloads workloads,
      PlanViewers viewers,
      EventStreams streams,
      NotificationListener notifications,
      JsonMapper json) {
    this.plans = plans;
    this.live = live;
    this.log = log;
    this.workloads = workloads;
    this.viewers = viewers;
    this.streams = streams;
    this.json = json;
    notifications.follow(
        "gridmap_plan",
        new NotificationListener.Follower() {
          @Override
          public void catchUp() {
            streams.ringAll(TOPIC);
          }

          @Override
          public void heard(String payload) {
            streams.ring(TOPIC + payload);
          }
        });
  }

  @Operation(
      summary = "Edits of a plan as they happen",
      description =
          "Events 'change', 'state', 'comments' and 'presence'. After a break the browser names the last version"
              + " that it has in Last-Event-ID and gets what it missed. The stream ends with the"
              + " session or the right.",
      responses =
          @ApiResponse(
              responseCode = "200",
              content =
                  @Content(
                      mediaType = "text/event-stream",
                      schema = @Schema(implementation = ChangeEvent.class))))
  @FailsWith({"plan-damaged", "rate-limited"})
  @GetMapping(path = "/api/plans/{id}/events", produces = "text/event-stream")
  void events(@PathVariable long id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Plan plan = plans.get(id);
    long from = version(request.getHeader("Last-Event-ID"), plan);
    UUID stream = UUID.randomUUID();
    streams.serve(request, response, TOPIC + id, READERS, new Listener(stream, id, from));
  }

  /**
   * The version that a page has: the one that it names, or the present one. A page that is far
   * behind is told the present one as well, and reads the plan anew.
   */
  private static long version(@Nullable String lastEventId, Plan plan) {
    if (lastEventId != null && lastEventId.matches("[0-9]{1,18}")) {
      long named = Math.min(Long.parseLong(lastEventId), plan.version());
      return plan.version() - named > MOST_BEHIND ? plan.version() : named;
    }
    return plan.version();
  }

  /** What one page has been told so far. */
  private final class Listener implements EventStreams.Source {
    private final UUID stream;
    private final long planId;
    private final long account = CurrentUser.get().accountId();
    private long version;
    private @Nullable PlanState state;
    private @Nullable NewerDivision newer;
    private @Nullable Long comments;
    private boolean known;
    private @Nullable List<Long> present;

    Listener(UUID stream, long planId, long version) {
      this.stream = stream;
      this.planId = planId;
      this.version = version;
    }

    @Override
    public boolean advance(EventWriter out) throws IOException {
      LivePlans.View view;
      boolean exact;
      long commented;
      try {
        // Before each word: the scope may have gone since the last one.
        Plan plan = plans.get(planId);
        commented = plan.commentsRevision();
        exact = plans.holds(plan, Right.PLANS);
        if (!known) {
          viewers.come(stream, planId, account);
          known = true;
        }
        NewerDivision now = plans.findNewer(plan).orElse(null);
        boolean same =
            plan.version() == version && plan.state() == state && Objects.equals(now, newer);
        view = same ? null : live.read(planId);
      } catch (ProblemException gone) {
        return false;
      }
      if (view != null) {
        tell(view, exact, out);
      }
      if (comments == null || comments != commented) {
        comments = commented;
        out.send("comments", null, json.writeValueAsString(new CommentsEvent(commented)));
      }
      List<Long> now = viewers.list(planId);
      if (!now.equals(present)) {
        present = now;
        out.send(
            "presence",
            null,
            json.writeValueAsString(new PresenceEvent(now.stream().map(plans::person).toList())));
      }
      return true;
    }

    private void tell(LivePlans.View view, boolean exact, EventWriter out) throws IOException {
      for (LogEntry entry : log.listAfterVersion(planId, version)) {
        if (entry.seq() <= view.plan().seq()) {
          out.send(
              "change",
              Long.toString(entry.version()),
              json.writeValueAsString(event(view, entry, exact)));
          version = entry.version();
        }
      }
      NewerDivision now = plans.findNewer(view.plan()).orElse(null);
      if (view.plan().version() != version
          || view.plan().state() != state
          || !Objects.equals(now, newer)) {
        version = view.plan().version();
        state = view.plan().state();
        newer = now;
        out.send(
            "state",
            Long.toString(version),
            json.writeValueAsString(new StateEvent(state, version, newer)));
      }
    }

    private ChangeEvent event(LivePlans.View view, LogEntry entry, boolean exact) {
      Workloads.Touched touched =
          workloads.after(planId, view.plan().seq(), view.partition(), entry.change(), exact);
      return new ChangeEvent(
          entry.version(),
          entry.seq(),
          plans.person(entry.accountId()),
          ChangeView.of(entry.change(), ChangeView.levels(view.partition().grids())),
          touched.numbers(),
          touched.mean(),
          touched.registerRevision(),
          entry.hashAfter(),
          entry.accountId() == account);
    }

    @Override
    public void alive() {
      viewers.stay(stream);
    }

    @Override
    public void ended() {
      viewers.leave(stream);
    }
  }
}
