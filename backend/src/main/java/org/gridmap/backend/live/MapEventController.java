package org.gridmap.backend.live;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.web.FailsWith;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The stream of the map's revisions. */
@Tag(name = "Town")
@RestController
class MapEventController {
  private static final String TOPIC = "map";
  private static final Set<Right> READERS = Set.of(Right.MAP);

  /**
   * @param revision number of the last change of the map
   */
  record RevisionEvent(long revision) {}

  private final Revision revision;
  private final EventStreams streams;

  MapEventController(Revision revision, EventStreams streams) {
    this.revision = revision;
    this.streams = streams;
    // What this server kept of the old map is gone by then: whoever asks now gets the new one.
    revision.onAdvance(() -> streams.ring(TOPIC));
  }

  @Operation(
      summary = "Changes of the map as they happen",
      description =
          "Event 'revision', once at the beginning and after each change. The stream ends with the"
              + " session or the right.",
      responses =
          @ApiResponse(
              responseCode = "200",
              content =
                  @Content(
                      mediaType = "text/event-stream",
                      schema = @Schema(implementation = RevisionEvent.class))))
  @FailsWith("rate-limited")
  @GetMapping(path = "/api/stream", produces = "text/event-stream")
  void events(HttpServletRequest request, HttpServletResponse response) throws IOException {
    streams.serve(
        request, response, TOPIC, READERS, EventStreams.Source.ofRevision(revision::current));
  }
}
