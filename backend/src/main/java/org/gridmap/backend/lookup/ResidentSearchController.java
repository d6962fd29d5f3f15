package org.gridmap.backend.lookup;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Search for people over HTTP: by POST, so that nobody's name stands in an address. */
@Tag(name = "Register")
@RestController
class ResidentSearchController {
  private static final int GREATEST_LIMIT = 50;
  private static final int USUAL_LIMIT = 20;
  private static final int LONGEST_QUERY = 60;

  /**
   * @param q a piece of a name, of its pinyin or initials, the last four digits or all of a phone
   * @param limit 1 to 50, 20 if left out
   */
  record SearchRequest(@Nullable String q, @Nullable Integer limit) {}

  /**
   * @param items those named exactly so first
   */
  record Found(List<ResidentSearch.Hit> items) {}

  private final ResidentSearch search;

  ResidentSearchController(ResidentSearch search) {
    this.search = search;
  }

  @Operation(summary = "Find residents in the caller's scope by name, pinyin or phone")
  @PostMapping(path = "/api/residents/search", produces = "application/json")
  ResponseEntity<Found> search(@RequestBody SearchRequest request) {
    String q = request.q();
    Integer limit = request.limit();
    int most = limit == null ? USUAL_LIMIT : limit;
    if (q == null || q.length() > LONGEST_QUERY || most < 1 || most > GREATEST_LIMIT) {
      throw new ProblemException(
          WebProblems.VALIDATION_FAILED,
          "These fields hold a value that is not allowed: "
              + (q == null || q.length() > LONGEST_QUERY ? "q." : "limit."));
    }
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new Found(search.find(q, most)));
  }
}
