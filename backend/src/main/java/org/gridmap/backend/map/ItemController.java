package org.gridmap.backend.map;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.gridmap.backend.map.CollectionRegistry.State;
import org.gridmap.backend.map.MapCollection.Item;
import org.gridmap.backend.sql.MapPool;
import org.gridmap.backend.sql.Snapshots;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.json.JsonMapper;

/**
 * The things of a collection as GeoJSON, page by page.
 *
 * <p>The geometry comes as text from the database and goes out as it is. A page is put together
 * before it is sent, so that a slow client holds no connection of the database; a page that grows
 * beyond a budget of bytes ends early, and its link to the next page goes on from there.
 */
@Tag(name = "OGC API - Features")
@RestController
class ItemController {
  private static final int PAGE_BUDGET_BYTES = 16 << 20;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final CollectionRegistry registry;
  private final Snapshots snapshots;
  private final JsonMapper json;

  ItemController(CollectionRegistry registry, @MapPool Snapshots snapshots, JsonMapper json) {
    this.registry = registry;
    this.snapshots = snapshots;
    this.json = json;
  }

  @Operation(
      summary = "A page of the things of a collection",
      parameters = {
        @Parameter(
            name = "f",
            in = ParameterIn.QUERY,
            description = "the format of the answer, whatever the header Accept says",
            schema = @Schema(type = "string", allowableValues = "json")),
        @Parameter(
            name = "bbox",
            in = ParameterIn.QUERY,
            description = "west,south,east,north in degrees, or six numbers with heights"),
        @Parameter(
            name = "datetime",
            in = ParameterIn.QUERY,
            description =
                "a moment or an interval (RFC 3339): the grids of the divisions in force then; other"
                    + " things have no time, and all of them are selected",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "at most so many",
            schema =
                @Schema(type = "integer", minimum = "1", maximum = "10000", defaultValue = "10")),
        @Parameter(
            name = "offset",
            in = ParameterIn.QUERY,
            description = "so many come before",
            schema =
                @Schema(type = "integer", format = "int64", minimum = "0", defaultValue = "0")),
        @Parameter(
            name = "after",
            in = ParameterIn.QUERY,
            description = "id of the last item before; set by the links to next pages",
            schema = @Schema(type = "integer", format = "int64", minimum = "0"))
      })
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = Link.GEOJSON, schema = @Schema(type = "object")))
  @GetMapping(
      path = "/ogc/collections/{collectionId}/items",
      produces = {Link.GEOJSON, Link.JSON})
  ResponseEntity<byte[]> items(
      @PathVariable String collectionId,
      @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
      WebRequest request) {
    MapCollection collection = registry.get(collectionId);
    ItemQuery query = ItemQuery.of(collection, parameters);
    Page page = new Page(collection, query, parameters);
    return snapshots.read(
        LIMIT,
        () -> {
          State state = registry.state();
          String tag = tag(state, query.selection().drafts(), page.self());
          if (request.checkNotModified(tag)) {
            return ResponseEntity.status(304).eTag(tag).build();
          }
          return ResponseEntity.ok()
              .header(HttpHeaders.ETAG, tag)
              .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
              .body(write(state, page));
        });
  }

  @Operation(summary = "One thing of a collection")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = Link.GEOJSON, schema = @Schema(type = "object")))
  @GetMapping(
      path = "/ogc/collections/{collectionId}/items/{itemId}",
      produces = {Link.GEOJSON, Link.JSON})
  byte[] item(
      @PathVariable String collectionId,
      @PathVariable String itemId,
      @AnswerFormat.Described @RequestParam(required = false) @Nullable String f) {
    AnswerFormat.require(f);
    MapCollection collection = registry.get(collectionId);
    if (!itemId.matches("[0-9]{1,18}")) {
      throw noItem();
    }
    Item item =
        snapshots
            .read(
                () -> collection.find(Long.parseLong(itemId), MapCollection.Selection.everything()))
            .orElseThrow(ItemController::noItem);
    String up = LandingController.base() + "/collections/" + collection.id();
    List<Link> links =
        List.of(
            new Link(up + "/items/" + item.id(), "self", Link.GEOJSON, null),
            new Link(up, "collection", Link.JSON, collection.title()));
    String feature = feature(item);
    return (feature.substring(0, feature.length() - 1)
            + ",\"links\":"
            + json.writeValueAsString(links)
            + "}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] write(State state, Page page) {
    MapCollection collection = page.collection();
    ItemQuery query = page.query();
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 << 10);
    write(out, "{\"type\":\"FeatureCollection\",\"features\":[");
    int returned = 0;
    long last = 0;
    boolean more = false;
    long skipped = query.after() == null ? query.paging().offset() : 0;
    long after = Objects.requireNonNullElse(query.after(), 0L);
    // One row more than wanted tells whether there is a next page.
    try (Stream<Item> items =
        collection.list(query.selection(), after, skipped, query.paging().limit() + 1)) {
      for (Iterator<Item> rows = items.iterator(); rows.hasNext() && !more; ) {
        Item item = rows.next();
        if (returned == query.paging().limit() || out.size() > PAGE_BUDGET_BYTES) {
          more = true;
        } else {
          write(out, returned == 0 ? "\n" : ",\n");
          write(out, feature(item));
          returned++;
          last = item.id();
        }
      }
    }
    write(out, "],\n\"links\":");
    write(out, json.writeValueAsString(page.links(returned, more ? last : -1)));
    write(
        out,
        ",\"timeStamp\":\"%s\",\"numberMatched\":%d,\"numberReturned\":%d}"
            .formatted(
                Instant.now(), registry.count(state, collection, query.selection()), returned));
    return out.toByteArray();
  }

  private static String feature(Item item) {
    return "{\"type\":\"Feature\",\"id\":%d,\"geometry\":%s,\"properties\":%s}"
        .formatted(item.id(), item.geometry(), item.properties());
  }

  /**
   * The page depends on the town, on when this server first met it, on whether the caller sees
   * drafts, and on its address. Weak, because a page says when it was made.
   */
  private static String tag(State state, boolean drafts, String self) {
    String all = state.revision() + "|" + state.since() + "|" + drafts + "|" + self;
    try {
      byte[] digest =
          java.security.MessageDigest.getInstance("SHA-256")
              .digest(all.getBytes(StandardCharsets.UTF_8));
      return "W/\"" + HexFormat.of().formatHex(digest, 0, 16) + '"';
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ProblemException noItem() {
    return new ProblemException(
        WebProblems.NOT_FOUND, "The collection has nothing with this number.");
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
