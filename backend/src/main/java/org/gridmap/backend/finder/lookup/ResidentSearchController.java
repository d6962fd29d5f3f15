package org.gridmap.backend.finder.lookup;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.gridmap.backend.web.FailsWith;
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
   * @param q family name or its pinyin, room, house, last four digits of a phone: free. More of a
   *     name, its pinyin or initials, or a whole phone: a look-up
   * @param limit 1 to 50, 20 if left out
   */
  record SearchRequest(@Nullable String q, @Nullable Integer limit) {}

  private final ResidentSearch search;

  ResidentSearchController(ResidentSearch search) {
    this.search = search;
  }

  @Operation(
      summary = "Find residents in the caller's scope by name, pinyin, room or phone",
      description =
          "What the mask shows is searched freely. A query that matches by more is a look-up: each"
              + " account has a number of them for a day, and is answered 429 with Retry-After"
              + " beyond, or when too many are about one person. 'reason' of the problem is budget,"
              + " same-person, same-surname or same-phone.")
  @FailsWith("rate-limited")
  @PostMapping(path = "/api/residents/search", produces = "application/json")
  ResponseEntity<ResidentSearch.ResidentsFound> search(@RequestBody SearchRequest request) {
    String q = request.q();
    Integer limit = request.limit();
    int most = limit == null ? USUAL_LIMIT : limit;
    if (q == null || q.length() > LONGEST_QUERY || most < 1 || most > GREATEST_LIMIT) {
      throw new ProblemException(
          WebProblems.VALIDATION_FAILED,
          "These fields hold a value that is not allowed: "
              + (q == null || q.length() > LONGEST_QUERY ? "q." : "limit."));
    }
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(search.find(q, most));
  }
}
