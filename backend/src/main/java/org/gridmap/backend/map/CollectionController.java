package org.gridmap.backend.map;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridmap.backend.sql.MapPool;
import org.gridmap.backend.sql.Snapshots;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of collections and each of them. */
@Tag(name = "OGC API - Features")
@RestController
class CollectionController {
  /**
   * @param links the address of the list
   * @param collections all collections
   */
  record Collections(List<Link> links, List<CollectionDescription> collections) {}

  private final CollectionRegistry registry;
  private final Snapshots snapshots;

  CollectionController(CollectionRegistry registry, @MapPool Snapshots snapshots) {
    this.registry = registry;
    this.snapshots = snapshots;
  }

  @Operation(summary = "All collections")
  @GetMapping(path = "/ogc/collections", produces = Link.JSON)
  Collections collections(
      @AnswerFormat.Described @RequestParam(required = false) @Nullable String f) {
    AnswerFormat.require(f);
    String base = LandingController.base();
    return snapshots.read(() ->
        new Collections(
            List.of(new Link(base + "/collections", "self", Link.JSON, "The collections")),
            registry.list().stream().map(one -> registry.describe(one, base)).toList()));
  }

  @Operation(summary = "One collection")
  @GetMapping(path = "/ogc/collections/{collectionId}", produces = Link.JSON)
  CollectionDescription collection(
      @PathVariable String collectionId,
      @AnswerFormat.Described @RequestParam(required = false) @Nullable String f) {
    AnswerFormat.require(f);
    String base = LandingController.base();
    MapCollection collection = registry.get(collectionId);
    return snapshots.read(() -> registry.describe(collection, base));
  }
}
