package org.gridmap.backend.publication.comparison;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.land.Lineages.Descent;
import org.gridmap.backend.land.Lineages.LineageKind;
import org.gridmap.backend.place.staff.Duty;
import org.gridmap.backend.publication.comparison.AreaHouses.AreaHouse;
import org.gridmap.backend.publication.comparison.ComparedDivision.SideGrid;
import org.gridmap.backend.publication.comparison.LandChanges.Land;
import org.gridmap.backend.statistics.Norm;
import org.gridmap.backend.statistics.NormBook;
import org.gridmap.backend.web.FailsWith;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.MultiPolygon;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is different between two divisions, before anybody decides. */
@Tag(name = "Plans")
@RestController
class ComparisonController {
  private static final int MOST_HOUSES = 5_000;

  /** Fewer people are not counted out to those who may not see counts by house. */
  private static final long LEAST = 5;

  /**
   * @param from code of the grid before
   * @param to code of the grid after
   * @param kind how the one came from the other
   */
  record LineageRow(String from, String to, LineageKind kind) {}

  /**
   * A geometry as GeoJSON.
   *
   * @param type MultiPolygon
   * @param coordinates longitude first
   */
  record Outline(String type, MultiPolygon coordinates) {}

  /**
   * @param from code of the leaf grid before
   * @param to code of the leaf grid after
   * @param areaSquareMetres on the ellipsoid
   * @param geometry its outline
   */
  record LandRow(String from, String to, double areaSquareMetres, Outline geometry) {}

  /**
   * @param id number of the house
   * @param number its plate
   * @param address its address
   * @param point its entrance: longitude, latitude
   * @param from code of its leaf grid before; null if it lay in none
   * @param to code of its leaf grid after; null if it lies in none
   * @param residents how many live there; null for who may not see counts by house
   */
  record HouseRow(
      long id,
      String number,
      String address,
      List<Double> point,
      @Nullable String from,
      @Nullable String to,
      @Nullable Integer residents) {}

  /**
   * @param count houses that change hands
   * @param items the first 5,000 of them
   */
  record HouseRows(int count, List<HouseRow> items) {}

  /**
   * @param staffName who holds the post
   * @param role what he is there
   * @param grid code that the post names
   * @param gains houses that it gains
   * @param loses houses that it loses
   */
  record OfficerRow(long staffId, String staffName, Duty role, String grid, int gains, int loses) {}

  /**
   * @param accountId number of the account
   * @param name its name
   * @param role its first role
   * @param gainsRecords residents whose records become visible to it; null if too few to be told
   * @param losesRecords residents whose records it sees no more; null if too few to be told
   * @param gainsHouses houses that come into its sight
   * @param losesHouses houses that leave it
   */
  record AccessRow(
      long accountId,
      String name,
      Role role,
      @Nullable Long gainsRecords,
      @Nullable Long losesRecords,
      int gainsHouses,
      int losesHouses) {}

  /**
   * Grids with a norm, by where they lie.
   *
   * @param under that hold less
   * @param good that keep it
   * @param over that hold more
   */
  record Sizes(int under, int good, int over) {}

  /**
   * @param from of the earlier side
   * @param to of the later side
   */
  record SizesOfBoth(Sizes from, Sizes to) {}

  /**
   * @param from the earlier side
   * @param to the later side
   * @param grids grids that are not the same
   * @param lineage how grids came from others
   * @param land what lies in another leaf grid than before
   * @param houses what stands in another leaf grid than before; a grid that only has another code
   *     is the same one
   * @param residents people in these houses; null if too few to be told
   * @param officers who becomes responsible for other houses
   * @param access whose records become visible to whom
   * @param sizes grids with a norm before and after
   * @param names name of every grid of both sides, by code
   * @param exact whether the caller may see counts by house; others are told people in tens, and
   *     fewer than five not at all
   */
  record Comparison(
      ComparedDivision.Label from,
      ComparedDivision.Label to,
      GridChanges grids,
      List<LineageRow> lineage,
      List<LandRow> land,
      HouseRows houses,
      @Nullable Long residents,
      List<OfficerRow> officers,
      List<AccessRow> access,
      SizesOfBoth sizes,
      Map<String, String> names,
      boolean exact) {}

  private final ComparedDivisions sides;
  private final Ancestry ancestry;
  private final AccessChanges accessChanges;
  private final AreaHouses areaHouses;
  private final AuditLog audit;
  private final NormBook norms;

  ComparisonController(
      ComparedDivisions sides,
      Ancestry ancestry,
      AccessChanges accessChanges,
      AreaHouses areaHouses,
      AuditLog audit,
      NormBook norms) {
    this.sides = sides;
    this.ancestry = ancestry;
    this.accessChanges = accessChanges;
    this.areaHouses = areaHouses;
    this.audit = audit;
    this.norms = norms;
  }

  @Operation(
      summary = "The difference of two divisions, each published, an import's draft or a plan",
      description =
          "Grids, land, houses and people that change hands, who becomes responsible, and how many"
              + " people's records become visible to whom.")
  @FailsWith({"plan-damaged", "not-found"})
  @GetMapping(path = "/api/comparison", produces = "application/json")
  ResponseEntity<Comparison> compare(
      @Parameter(description = "number of a division, or plan: and the number of a plan")
          @RequestParam
          String from,
      @Parameter(description = "number of a division, or plan: and the number of a plan")
          @RequestParam
          String to) {
    ComparedDivision before = sides.get("from", from);
    ComparedDivision after = sides.get("to", to);
    boolean exact = sides.isExact(before) && sides.isExact(after);
    List<Descent> descents = ancestry.between(before, after);
    Set<String> same = new HashSet<>();
    descents.stream()
        .filter(one -> one.kind() == LineageKind.RECODED && one.replaces())
        .forEach(one -> same.add(one.from() + ">" + one.to()));
    List<Land> land =
        LandChanges.between(before, after).stream()
            .filter(one -> !same.contains(one.from() + ">" + one.to()))
            .toList();
    Map<Long, AreaHouse> houses = areaHouses.list(around(before, after), exact);
    List<HouseRow> moved = moved(before, after, houses, same, exact);
    if (exact && !moved.isEmpty()) {
      audit.record(
          AuditEvent.done(AuditAction.PLAN_COUNTS_READ)
              .with(
                  Map.of(
                      "area", before.label().rootCode(), "rows", Integer.toString(moved.size()))));
    }
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new Comparison(
                before.label(),
                after.label(),
                GridChanges.between(before, after, land, descents),
                descents.stream()
                    .map(one -> new LineageRow(one.from(), one.to(), one.kind()))
                    .toList(),
                land.stream().map(ComparisonController::row).toList(),
                new HouseRows(moved.size(), moved.stream().limit(MOST_HOUSES).toList()),
                told(
                    moved.stream().mapToLong(one -> residents(houses, one.id())).sum(),
                    moved.size(),
                    exact),
                accessChanges.listPosts(before, after, descents).stream()
                    .map(one ->
                        new OfficerRow(
                            one.staffId(),
                            one.staffName(),
                            one.role(),
                            one.grid(),
                            one.gains().size(),
                            one.loses().size()))
                    .toList(),
                accessChanges.listAccess(before, after, descents).stream()
                    .map(one -> row(one, houses, exact))
                    .toList(),
                new SizesOfBoth(sizes(before, houses, exact), sizes(after, houses, exact)),
                names(before, after),
                exact));
  }

  /** Names as they are afterwards; of what is no more, as they were. */
  private static Map<String, String> names(ComparedDivision before, ComparedDivision after) {
    Map<String, String> names = new TreeMap<>();
    before.grids().forEach((code, grid) -> names.put(code, grid.name()));
    after.grids().forEach((code, grid) -> names.put(code, grid.name()));
    return names;
  }

  private Sizes sizes(ComparedDivision side, Map<Long, AreaHouse> houses, boolean exact) {
    int[] grids = new int[Norm.Band.values().length];
    for (GridSizes.Size size : GridSizes.list(side, houses, exact, norms.now())) {
      grids[size.band().ordinal()]++;
    }
    return new Sizes(
        grids[Norm.Band.UNDER.ordinal()],
        grids[Norm.Band.GOOD.ordinal()],
        grids[Norm.Band.OVER.ordinal()]);
  }

  private static Envelope around(ComparedDivision before, ComparedDivision after) {
    Envelope area = new Envelope();
    for (ComparedDivision side : List.of(before, after)) {
      for (SideGrid grid : side.leaves()) {
        area.expandToInclude(grid.outline().getEnvelopeInternal());
      }
    }
    return area;
  }

  private static List<HouseRow> moved(
      ComparedDivision before,
      ComparedDivision after,
      Map<Long, AreaHouse> houses,
      Set<String> same,
      boolean exact) {
    List<HouseRow> moved = new ArrayList<>();
    for (AreaHouse house : houses.values()) {
      String from = before.leafOf(house.id()).orElse(null);
      String to = after.leafOf(house.id()).orElse(null);
      if (!java.util.Objects.equals(from, to) && !same.contains(from + ">" + to)) {
        moved.add(
            new HouseRow(
                house.id(),
                house.number(),
                house.address(),
                List.of(house.entrance().x, house.entrance().y),
                from,
                to,
                exact ? house.residents() : null));
      }
    }
    return moved;
  }

  private static LandRow row(Land land) {
    return new LandRow(
        land.from(),
        land.to(),
        land.areaSquareMetres(),
        new Outline("MultiPolygon", land.outline()));
  }

  private static AccessRow row(
      AccessChanges.Access one, Map<Long, AreaHouse> houses, boolean exact) {
    return new AccessRow(
        one.accountId(),
        one.name(),
        one.role(),
        told(
            AccessChanges.sum(one.gainsHouses(), id -> residents(houses, id)),
            one.gainsHouses().size(),
            exact),
        told(
            AccessChanges.sum(one.losesHouses(), id -> residents(houses, id)),
            one.losesHouses().size(),
            exact),
        one.gainsHouses().size(),
        one.losesHouses().size());
  }

  private static long residents(Map<Long, AreaHouse> houses, long id) {
    AreaHouse house = houses.get(id);
    return house == null ? 0 : house.residents();
  }

  /** Tens, so that the difference of two plans does not tell who lives in one house. */
  private static @Nullable Long told(long people, int houses, boolean exact) {
    if (exact || houses == 0) {
      return people;
    }
    return people < LEAST ? null : (people + 5) / 10 * 10;
  }
}
