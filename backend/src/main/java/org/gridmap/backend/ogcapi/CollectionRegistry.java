package org.gridmap.backend.ogcapi;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Callers;
import org.gridmap.backend.ogcapi.MapCollection.Selection;
import org.gridmap.backend.revision.MapChanges;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.springframework.stereotype.Component;

/**
 * The collections that the features of the town offer, and what is dear to work out about them,
 * remembered for as long as the town does not change.
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

  private record Counted(State state, String collection, Selection selection) {}

  private record Described(State state, String collection, Selection selection, String base) {}

  private final List<MapCollection> collections;
  private final MapChanges changes;
  private final Cache<Long, State> states = Caffeine.newBuilder().maximumSize(100).build();
  private final Cache<Counted, Long> counts = Caffeine.newBuilder().maximumSize(2_000).build();
  private final Cache<Described, CollectionDescription> descriptions =
      Caffeine.newBuilder().maximumSize(200).build();

  CollectionRegistry(List<MapCollection> collections, MapChanges changes) {
    this.collections =
        collections.stream().sorted(Comparator.comparing(MapCollection::id)).toList();
    this.changes = changes;
  }

  /** The collections that the caller may see. */
  List<MapCollection> list() {
    Caller caller = Callers.get();
    return collections.stream().filter(one -> caller.has(one.right())).toList();
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
        new Counted(state, collection.id(), selection), key -> collection.count(selection));
  }

  /** A collection in the state that the running transaction sees. */
  CollectionDescription describe(MapCollection collection, String base) {
    Selection selection = Selection.everything();
    return descriptions.get(
        new Described(state(), collection.id(), selection, base),
        key -> CollectionDescription.of(collection, selection, base));
  }
}
