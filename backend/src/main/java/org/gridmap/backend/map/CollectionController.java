package org.gridmap.backend.map;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.sql.MapPool;
import org.gridmap.backend.sql.Snapshots;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of collections, each of them, and what its things tell. */
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

  @Operation(summary = "What each thing of a collection tells, as JSON Schema")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = ItemSchema.MEDIA_TYPE, schema = @Schema(type = "object")))
  @GetMapping(
      path = "/ogc/collections/{collectionId}/schema",
      produces = {ItemSchema.MEDIA_TYPE, Link.JSON})
  Map<String, Object> schema(
      @PathVariable String collectionId,
      @AnswerFormat.Described @RequestParam(required = false) @Nullable String f) {
    AnswerFormat.require(f);
    MapCollection collection = registry.get(collectionId);
    return ItemSchema.of(
        collection, LandingController.base() + "/collections/" + collection.id() + "/schema");
  }
}
