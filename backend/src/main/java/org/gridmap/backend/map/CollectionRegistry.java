package org.gridmap.backend.map;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.live.MapChanges;
import org.gridmap.backend.map.MapCollection.Selection;
import org.gridmap.backend.sql.MapPool;
import org.gridmap.backend.web.Bbox;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The collections of all layers and families, with their counts and extents, which are expensive
 * and are kept until the town changes.
 */
@Component
class CollectionRegistry {
  /**
   * One state of the town as this server met it.
   *
   * @param revision the last change in it
   * @param since when this server first answered from it, to the second
   */
  record State(long revision, Instant since) {}

  private record Asked(State state, String collection, Selection selection) {}

  private final List<MapCollection> collections;
  private final List<MapCollection.Family> families;
  private final MapChanges changes;
  private final Cache<Long, State> states = Caffeine.newBuilder().maximumSize(100).build();
  private final Cache<Asked, Long> counts = Caffeine.newBuilder().maximumSize(2_000).build();
  private final Cache<Asked, Optional<Bbox>> extents =
      Caffeine.newBuilder().maximumSize(200).build();

  CollectionRegistry(
      List<TileLayer> layers,
      List<MapCollection.Family> families,
      MapChanges changes,
      @MapPool JdbcClient jdbc) {
    this.families = families;
    collections =
        layers.stream().map(one -> (MapCollection) new SqlCollection(one.layer(), jdbc)).toList();
    this.changes = changes;
  }

  /** The collections that the caller may see. */
  List<MapCollection> list() {
    Caller caller = CurrentUser.get();
    return Stream.concat(
            collections.stream(),
            families.stream().flatMap(family -> family.listCollections().stream()))
        .filter(one -> caller.has(one.right()))
        .sorted(Comparator.comparing(MapCollection::id))
        .toList();
  }

  /**
   * @throws ProblemException {@code not-found}, naming the collections that there are
   */
  MapCollection get(String id) {
    List<MapCollection> seen = list();
    return seen.stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new ProblemException(
                WebProblems.NOT_FOUND,
                "There is no such collection; there are: "
                    + String.join(", ", seen.stream().map(MapCollection::id).toList())
                    + "."));
  }

  /** The state that the running transaction sees. */
  State state() {
    long revision = changes.latest();
    return states.get(
        revision, number -> new State(number, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
  }

  /** How many things are selected in a state of the town. */
  long count(State state, MapCollection collection, Selection selection) {
    return counts.get(
        new Asked(state, collection.id(), selection), key -> collection.count(selection));
  }

  /** A collection in the state that the running transaction sees. */
  CollectionDescription describe(MapCollection collection, String base) {
    return CollectionDescription.of(collection, findExtent(collection), base);
  }

  /** The box around a collection in the state that the running transaction sees. */
  Optional<Bbox> findExtent(MapCollection collection) {
    Selection selection = Selection.everything();
    return extents.get(
        new Asked(state(), collection.id(), selection), key -> collection.findExtent(selection));
  }
}
