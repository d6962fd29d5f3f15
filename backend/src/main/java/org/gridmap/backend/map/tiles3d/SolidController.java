package org.gridmap.backend.map.tiles3d;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.map.AddressNumber;
import org.gridmap.backend.map.TileAnswer;
import org.gridmap.backend.map.TileResponse;
import org.gridmap.backend.map.WantedDivisions;
import org.gridmap.backend.map.tiles3d.SolidKey.Kind;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.gridmap.geodata.solid.SolidCell;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * 3D tiles over HTTP. Addresses name the root cell of the tileset and a cell by its level, column
 * and row below that.
 */
@Tag(name = "Tiles")
@RestController
class SolidController {
  private static final String GLB = "model/gltf-binary";

  private final SolidCache cache;
  private final WantedDivisions wanted;

  SolidController(SolidCache cache, WantedDivisions wanted) {
    this.cache = cache;
    this.wanted = wanted;
  }

  /** Where the bodies of the town are, as 3D Tiles 1.1. */
  @Operation(summary = "Where the bodies of the town are (3D Tiles 1.1)")
  @ApiResponse(
      responseCode = "200",
      description = "The tileset",
      content =
          @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(type = "object")))
  @FailsWith("overloaded")
  @GetMapping("/3dtiles/tileset.json")
  void tileset(
      @RequestParam(required = false) @Nullable String division,
      @RequestParam(required = false) @Nullable String at,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    WantedDivisions.check(division, at);
    String query = WantedDivisions.query(division, at);
    SolidKey key = new SolidKey(Kind.TILESET, SolidKey.EVERYWHERE, null, false, query);
    write(request, response, key, MediaType.APPLICATION_JSON_VALUE);
  }

  /** Which cells below a cell there are. */
  @Operation(summary = "Which cells of the 3D tiles there are below one (subtree)")
  @ApiResponse(
      responseCode = "200",
      description = "The subtree",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
              schema = @Schema(type = "string", format = "binary")))
  @FailsWith({"tile-out-of-range", "overloaded"})
  @GetMapping("/3dtiles/{root}/{column}/{row}/{level}/{x}/{y}.subtree")
  void subtree(
      @PathVariable String root,
      @PathVariable String column,
      @PathVariable String row,
      @PathVariable String level,
      @PathVariable String x,
      @PathVariable String y,
      @RequestParam(required = false) @Nullable String division,
      @RequestParam(required = false) @Nullable String at,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    SolidCell cell = cell(root, column, row, level, x, y);
    // Houses are told of no other day, and the tree is made of them alone.
    WantedDivisions.check(division, at);
    SolidKey key = new SolidKey(Kind.SUBTREE, cell, null, false, "");
    write(request, response, key, MediaType.APPLICATION_OCTET_STREAM_VALUE);
  }

  /** The bodies of a cell, put together by the grids of another day if wanted. */
  @Operation(summary = "The bodies of one cell of the 3D tiles (binary glTF 2.0)")
  @ApiResponse(
      responseCode = "200",
      description = "The model",
      content = @Content(mediaType = GLB, schema = @Schema(type = "string", format = "binary")))
  @FailsWith({"tile-out-of-range", "overloaded"})
  @GetMapping("/3dtiles/{root}/{column}/{row}/{level}/{x}/{y}.glb")
  void content(
      @PathVariable String root,
      @PathVariable String column,
      @PathVariable String row,
      @PathVariable String level,
      @PathVariable String x,
      @PathVariable String y,
      @RequestParam(required = false) @Nullable String division,
      @RequestParam(required = false) @Nullable String at,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    SolidCell cell = cell(root, column, row, level, x, y);
    boolean drafts = CurrentUser.get().has(Right.DRAFTS);
    SolidKey key = new SolidKey(Kind.CONTENT, cell, wanted.find(division, at), drafts, "");
    write(request, response, key, GLB);
  }

  private void write(
      HttpServletRequest request, HttpServletResponse response, SolidKey key, String mediaType)
      throws IOException {
    TileAnswer answer = cache.get(key);
    if (answer.isEmpty()) {
      throw new ProblemException(WebProblems.NOT_FOUND, "Nothing lies in this cell.");
    }
    TileResponse.write(request, response, answer, mediaType);
  }

  private static SolidCell cell(
      String root, String column, String row, String level, String x, String y) {
    long top = AddressNumber.of(root);
    long topColumn = AddressNumber.of(column);
    long topRow = AddressNumber.of(row);
    long below = AddressNumber.of(level);
    long columnBelow = AddressNumber.of(x);
    long rowBelow = AddressNumber.of(y);
    if (SolidCell.exists(top, topColumn, topRow)
        && SolidCell.exists(below, columnBelow, rowBelow)
        && top + below <= SolidCell.MAX_LEVEL) {
      return new SolidCell(
          (int) (top + below),
          (int) ((topColumn << below) + columnBelow),
          (int) ((topRow << below) + rowBelow));
    }
    throw new ProblemException(
        WebProblems.TILE_OUT_OF_RANGE,
        "The level of the root and the one below it are together from 0 to "
            + SolidCell.MAX_LEVEL
            + ", columns and rows are from 0 to below 2 to the power of their level.");
  }
}
