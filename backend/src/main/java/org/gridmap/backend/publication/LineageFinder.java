package org.gridmap.backend.publication;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gridmap.backend.land.GridShapes.Placed;
import org.gridmap.backend.land.Lineages.Descent;
import org.gridmap.backend.land.Lineages.LineageKind;
import org.gridmap.backend.plan.EffectiveLog;
import org.gridmap.backend.plan.LogEntry;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.topology.Operation;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * What became of each grid of a division in the one that replaces it. The log of the plan says it:
 * splits, mergers and new codes, one after the other. For a grid that is gone and of which the log
 * says nothing, because the plan began with a file, the land does.
 */
public final class LineageFinder {
  /** A grid stands for another one that has at least this share of its land, or the reverse. */
  private static final double MOST = 0.5;

  private LineageFinder() {}

  /**
   * @param before the grids of the division that is replaced, by code
   * @param after the new grids, by code
   * @param log the plan's log, oldest first
   */
  public static List<Descent> find(
      Map<String, Placed> before, Map<String, Placed> after, List<LogEntry> log) {
    Map<String, Set<String>> origins = new LinkedHashMap<>();
    before.keySet().forEach(code -> origins.put(code, new TreeSet<>(Set.of(code))));
    List<Operation> done =
        EffectiveLog.of(log).stream()
            .map(entry -> Objects.requireNonNull(entry.operation()))
            .toList();
    done.forEach(operation -> follow(operation, origins));
    Map<String, Set<String>> heirs = new HashMap<>();
    origins.forEach((code, from) -> {
      if (after.containsKey(code)) {
        from.forEach(one -> heirs.computeIfAbsent(one, any -> new TreeSet<>()).add(code));
      }
    });
    // A whole division from a file says nothing of descent; the land does.
    boolean anew = done.stream().anyMatch(Operation.Redivide.class::isInstance);
    before.forEach((code, grid) -> {
      if (!after.containsKey(code) && (anew || !heirs.containsKey(code))) {
        heirs
            .computeIfAbsent(code, any -> new TreeSet<>())
            .addAll(byLand(grid, before.keySet(), after));
      }
    });
    if (anew) {
      after.forEach((code, grid) -> {
        if (!before.containsKey(code)) {
          byLand(grid, after.keySet(), before)
              .forEach(one -> heirs.computeIfAbsent(one, any -> new TreeSet<>()).add(code));
        }
      });
    }
    return descents(heirs, after.keySet());
  }

  /**
   * What became of each grid over several divisions, one after the other.
   *
   * @param before codes of the first
   * @param steps what became of the grids in each division after it
   * @param after codes of the last
   */
  public static List<Descent> chain(
      Set<String> before, List<List<Descent>> steps, Set<String> after) {
    Map<String, Set<String>> heirs = new LinkedHashMap<>();
    before.forEach(code -> heirs.put(code, new TreeSet<>(Set.of(code))));
    for (List<Descent> step : steps) {
      Map<String, List<Descent>> byCode =
          step.stream().collect(Collectors.groupingBy(Descent::from));
      for (Map.Entry<String, Set<String>> one : heirs.entrySet()) {
        Set<String> next = new TreeSet<>();
        for (String code : one.getValue()) {
          List<Descent> descents = byCode.getOrDefault(code, List.of());
          descents.forEach(descent -> next.add(descent.to()));
          if (descents.stream().noneMatch(Descent::replaces)) {
            next.add(code);
          }
        }
        one.setValue(next);
      }
    }
    heirs.values().forEach(codes -> codes.retainAll(after));
    return descents(heirs, after);
  }

  private static void follow(Operation operation, Map<String, Set<String>> origins) {
    switch (operation) {
      case Operation.Batch batch -> batch.operations().forEach(one -> follow(one, origins));
      case Operation.Split split -> {
        Set<String> from = take(origins, split.grid());
        give(origins, split.left().code(), from);
        give(origins, split.right().code(), from);
      }
      case Operation.Merge merge -> {
        Set<String> from = new TreeSet<>();
        merge.grids().forEach(one -> from.addAll(take(origins, one)));
        give(origins, merge.into().code(), from);
      }
      case Operation.Recode recode -> give(origins, recode.code(), take(origins, recode.grid()));
      default -> {
        // Land that moves between grids that go on is no descent.
      }
    }
  }

  private static Set<String> take(Map<String, Set<String>> origins, String code) {
    @Nullable Set<String> from = origins.remove(code);
    return from == null ? Set.of() : from;
  }

  private static void give(Map<String, Set<String>> origins, String code, Set<String> from) {
    origins.computeIfAbsent(code, any -> new TreeSet<>()).addAll(from);
  }

  /**
   * Grids that have most of a grid's land, or most of whose land it has. Only a leaf follows a
   * leaf: the grids around it have its land too, and much more.
   *
   * @param before codes of the grid's own division
   * @param after the other division
   */
  private static Set<String> byLand(Placed gone, Set<String> before, Map<String, Placed> after) {
    Set<String> heirs = new TreeSet<>();
    Geometry land = gone.outline();
    double whole = GroundArea.squareMetres(land);
    after.forEach((code, grid) -> {
      Geometry one = grid.outline();
      boolean alike = gone.leaf() ? grid.leaf() : !grid.leaf() && grid.level() == gone.level();
      if (alike && one.getEnvelopeInternal().intersects(land.getEnvelopeInternal())) {
        double common =
            GroundArea.squareMetres(OverlayNGRobust.overlay(land, one, OverlayNG.INTERSECTION));
        // A grid that goes on under its own code is an heir only of what it swallowed.
        boolean part = !before.contains(code) && common >= MOST * GroundArea.squareMetres(one);
        if (common > 0 && (part || common >= MOST * whole)) {
          heirs.add(code);
        }
      }
    });
    return heirs;
  }

  private static List<Descent> descents(Map<String, Set<String>> heirs, Collection<String> after) {
    Map<String, Integer> ancestors = new HashMap<>();
    heirs.values().forEach(codes -> codes.forEach(code -> ancestors.merge(code, 1, Integer::sum)));
    List<Descent> descents = new ArrayList<>();
    new TreeMap<>(heirs)
        .forEach((from, codes) -> {
          for (String to : codes) {
            if (!to.equals(from)) {
              LineageKind kind =
                  ancestors.getOrDefault(to, 0) > 1
                      ? LineageKind.MERGED
                      : codes.size() > 1 ? LineageKind.SPLIT : LineageKind.RECODED;
              descents.add(new Descent(from, to, kind, !after.contains(from)));
            }
          }
        });
    return descents;
  }
}
