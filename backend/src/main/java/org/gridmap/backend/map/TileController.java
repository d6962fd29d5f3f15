package org.gridmap.backend.map;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.gridmap.geodata.tile.TileCoordinate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Vector tiles and their TileJSON over HTTP. */
@Tag(name = "Tiles")
@RestController
class TileController {
  private final TileCache cache;
  private final WantedDivisions wanted;
  private final TileJson description;

  TileController(TileCache cache, WantedDivisions wanted, TileJson description) {
    this.description = description;
    this.cache = cache;
    this.wanted = wanted;
  }

  /** One Mapbox Vector Tile, of another day if wanted; 204 where there is nothing. */
  @Operation(summary = "One Mapbox Vector Tile")
  @ApiResponse(
      responseCode = "200",
      description = "The tile",
      content =
          @Content(
              mediaType = "application/vnd.mapbox-vector-tile",
              schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(responseCode = "204", description = "Nothing lies in the tile", content = @Content)
  @GetMapping("/tiles/{zoom}/{x}/{y}.mvt")
  void tile(
      @PathVariable String zoom,
      @PathVariable String x,
      @PathVariable String y,
      @RequestParam(required = false) @Nullable String division,
      @RequestParam(required = false) @Nullable String at,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    TileKey key =
        TileKey.of(
            "/tiles/" + zoom + '/' + x + '/' + y + ".mvt",
            null,
            CurrentUser.get().has(Right.DRAFTS));
    if (key == null) {
      throw new ProblemException(
          WebProblems.TILE_OUT_OF_RANGE,
          "The zoom is a whole number from 0 to "
              + TileCoordinate.MAX_ZOOM
              + ", column and row are from 0 to below 2 to the power of the zoom.");
    }
    TileResponse.write(
        request,
        response,
        cache.get(new TileKey(key.tile(), wanted.find(division, at), key.drafts())),
        TileResponse.MEDIA_TYPE);
  }

  /** Where the tiles are and what is in them, as TileJSON 3.0. */
  @Operation(summary = "Where the tiles are and what is in them (TileJSON 3.0)")
  @GetMapping(path = "/tiles/tilejson.json", produces = MediaType.APPLICATION_JSON_VALUE)
  Map<String, Object> tileJson(
      @RequestParam(required = false) @Nullable String division,
      @RequestParam(required = false) @Nullable String at) {
    String query = WantedDivisions.query(division, at);
    String server = ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
    return description.of(server + "/tiles/{z}/{x}/{y}.mvt" + query);
  }
}
