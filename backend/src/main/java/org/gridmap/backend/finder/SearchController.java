package org.gridmap.backend.finder;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.sql.MapPool;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.Snapshots;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Finds grids by code, by the tail of a code or by name, houses by number, address, alias or name,
 * and roads by name. What is called exactly so comes first, then what begins so (or, for codes,
 * ends so), then what has it somewhere inside. Signs have no special meaning.
 *
 * <p>One character finds what begins with it; two are enough for everything. A house must hold
 * every one of up to three words that are separated by spaces.
 */
@Tag(name = "Town")
@RestController
class SearchController {
  private static final int GREATEST_LIMIT = 20;
  private static final int LONGEST_QUERY = 100;

  /** So many rows are looked at to find the best ones; a common word has many more. */
  private static final int CANDIDATES = 500;

  private static final SqlFile GRIDS = SqlFile.of(SearchController.class, "search-grids.sql");
  private static final SqlFile HOUSES = SqlFile.of(SearchController.class, "search-houses.sql");
  private static final SqlFile ROADS = SqlFile.of(SearchController.class, "search-roads.sql");

  /** What was found. */
  enum HitType {
    grid,
    house,
    road
  }

  /**
   * @param type what it is
   * @param id its number
   * @param title its name or number
   * @param subtitle what tells it from others of that title, may be empty
   * @param point where it is: longitude, latitude
   * @param bounds west, south, east, north in degrees
   * @param formerly the code that was asked for, where a redraw replaced it by this grid
   */
  record Hit(
      HitType type,
      long id,
      String title,
      String subtitle,
      List<Double> point,
      List<Double> bounds,
      @Nullable String formerly) {}

  /**
   * @param items what was found, best first
   */
  record SearchResult(List<Hit> items) {}

  /**
   * The same question in a body. Whoever looks for a place in the page may type the name of a
   * person, and the address of a request stands in logs and histories.
   *
   * @param q a piece of a code, number, address or name
   * @param limit 1 to 20; left out, 20
   * @param division grids of this division instead of those shown
   */
  record SearchQuestion(String q, @Nullable Integer limit, @Nullable Long division) {
    SearchQuestion {
      Objects.requireNonNull(q);
    }

    @Override
    public String toString() {
      return "search question";
    }
  }

  private record Ranked(
      int rank,
      HitType type,
      long id,
      String title,
      String subtitle,
      List<Double> point,
      List<Double> bounds,
      @Nullable String formerly) {
    Hit hit() {
      return new Hit(type, id, title, subtitle, point, bounds, formerly);
    }
  }

  private static final RowMapper<Ranked> RANKED = new RecordRowMapper<>(Ranked.class);

  private final JdbcClient jdbc;
  private final Snapshots snapshots;

  SearchController(@MapPool JdbcClient jdbc, @MapPool Snapshots snapshots) {
    this.jdbc = jdbc;
    this.snapshots = snapshots;
  }

  @Operation(summary = "Find grids, houses and roads by what they are called")
  @GetMapping(path = "/api/search", produces = "application/json")
  SearchResult search(
      @Parameter(description = "a piece of a code, number, address or name") @RequestParam String q,
      @RequestParam(required = false) @Nullable String limit,
      @Parameter(description = "grids of this division instead of those shown")
          @RequestParam(required = false)
          @Nullable String division) {
    // A line feed is the sign between words in the index, NUL is none that PostgreSQL takes.
    String query = q.replaceAll("[\\p{Cntrl}\\s\u3000]+", " ").strip();
    int most =
        (int) QueryParameters.findNumber("limit", limit, 1, GREATEST_LIMIT).orElse(GREATEST_LIMIT);
    OptionalLong only = QueryParameters.findNumber("division", division, 1, Long.MAX_VALUE);
    if (query.length() > LONGEST_QUERY) {
      throw QueryParameters.malformed("The parameter 'q' has at most 100 characters.");
    }
    if (query.isEmpty()) {
      return new SearchResult(List.of());
    }
    return snapshots.read(() ->
        new SearchResult(
            Stream.of(grids(query, most, only), houses(query, most), roads(query, most))
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(Ranked::rank))
                .limit(most)
                .map(Ranked::hit)
                .toList()));
  }

  @Operation(summary = "The same, with the question where no log writes it down")
  @PostMapping(path = "/api/search", consumes = "application/json", produces = "application/json")
  SearchResult ask(@RequestBody SearchQuestion asked) {
    return search(
        asked.q(),
        asked.limit() == null ? null : asked.limit().toString(),
        asked.division() == null ? null : asked.division().toString());
  }

  private List<Ranked> grids(String query, int limit, OptionalLong division) {
    return GRIDS
        .on(jdbc)
        .param("query", query)
        .param("division", division.isPresent() ? division.getAsLong() : null)
        .param("drafts", CurrentUser.get().has(Right.DRAFTS))
        .param("areas", CurrentUser.get().has(Right.USERS))
        .param("limit", limit)
        .query(RANKED)
        .list();
  }

  private List<Ranked> houses(String query, int limit) {
    String[] words = query.split(" ", -1);
    return HOUSES
        .on(jdbc)
        .param("query", query)
        .param("first", words[0])
        .param("second", words.length > 1 ? words[1] : "")
        .param("third", words.length > 2 ? words[2] : "")
        .param("limit", limit)
        .param("candidates", CANDIDATES)
        .query(RANKED)
        .list();
  }

  private List<Ranked> roads(String query, int limit) {
    return ROADS
        .on(jdbc)
        .param("query", query)
        .param("limit", limit)
        .param("candidates", CANDIDATES)
        .query(RANKED)
        .list();
  }
}
