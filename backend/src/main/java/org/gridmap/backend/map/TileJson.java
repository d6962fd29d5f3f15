package org.gridmap.backend.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.sql.MapPool;
import org.gridmap.backend.sql.Snapshots;
import org.gridmap.backend.web.Bbox;
import org.gridmap.geodata.tile.TileCoordinate;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Describes the tiles as TileJSON 3.0. */
@Component
class TileJson {
  private static final int MOST_CENTRE_ZOOM = 16;
  private static final String GRIDS = "grids";

  private final TileRenderer renderer;
  private final CollectionRegistry collections;
  private final Snapshots snapshots;
  private final List<Attributions> attributions;

  TileJson(
      TileRenderer renderer,
      CollectionRegistry collections,
      @MapPool Snapshots snapshots,
      List<Attributions> attributions) {
    this.renderer = renderer;
    this.collections = collections;
    this.snapshots = snapshots;
    this.attributions = attributions;
  }

  /**
   * @param template address of a tile with {@code {z}}, {@code {x}} and {@code {y}}
   */
  Map<String, Object> of(String template) {
    boolean drafts = CurrentUser.get().has(Right.DRAFTS);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tilejson", "3.0.0");
    json.put("name", "GridMap");
    json.put("tiles", List.of(template));
    json.put("scheme", "xyz");
    json.put("minzoom", 0);
    json.put("maxzoom", TileCoordinate.MAX_ZOOM);
    snapshots.read(this::findExtents).forEach((name, box) -> json.put(name, box));
    // Maps show it as markup, and it comes from files that somebody imported.
    List<String> named =
        attributions.stream()
            .flatMap(one -> one.listAttributions(drafts).stream())
            .map(one -> HtmlUtils.htmlEscape(one, "UTF-8"))
            .toList();
    if (!named.isEmpty()) {
      json.put("attribution", String.join(" · ", named));
    }
    json.put(
        "vector_layers",
        renderer.list(drafts).stream()
            .flatMap(layer -> layer.vectorLayers().stream().map(one -> describe(layer, one)))
            .toList());
    return json;
  }

  /**
   * Bounds around everything that can be read as a collection, which is what the tiles show; the
   * centre is that of the grids, because roads may reach far beyond the town.
   */
  private Map<String, Object> findExtents() {
    Map<String, Object> json = new LinkedHashMap<>();
    Optional<Bbox> all = findExtent(one -> true);
    all.ifPresent(box -> json.put("bounds", box.corners()));
    findExtent(one -> one.id().equals(GRIDS))
        .or(() -> all)
        .ifPresent(box -> json.put("center", centre(box)));
    return json;
  }

  private Optional<Bbox> findExtent(Predicate<MapCollection> wanted) {
    return collections.list().stream()
        .filter(wanted)
        .flatMap(one -> collections.findExtent(one).stream())
        .reduce((a, b) ->
            new Bbox(
                Math.min(a.west(), b.west()),
                Math.min(a.south(), b.south()),
                Math.max(a.east(), b.east()),
                Math.max(a.north(), b.north())));
  }

  /** Longitude, latitude, and the zoom at which the box is about one tile wide. */
  private static List<Number> centre(Bbox box) {
    double degrees = Math.max(box.east() - box.west(), box.north() - box.south());
    int zoom = (int) Math.floor(Math.log(360 / Math.max(degrees, 1e-9)) / Math.log(2));
    return List.of(
        (box.west() + box.east()) / 2,
        (box.south() + box.north()) / 2,
        Math.clamp(zoom, 0, MOST_CENTRE_ZOOM));
  }

  private static Map<String, Object> describe(MapLayer layer, VectorLayer drawn) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", drawn.id());
    json.put("description", drawn.description());
    json.put("minzoom", drawn.minZoom());
    json.put("maxzoom", VectorLayer.MAX_ZOOM);
    json.put("fields", layer.fieldsOf(drawn));
    return json;
  }
}
