package org.gridmap.backend.plan.drafting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Objects;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.backend.plan.Plan;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.springframework.stereotype.Component;

/**
 * Finds the grid that a merge restores: the parts of a grid that was split, put together again, are
 * that grid, with its code and its name.
 */
@Component
class RestoredGrids {
  /** A line that was drawn and taken away again may have left its ends so far off the border. */
  private static final double METRES_OFF = 0.001;

  /** The same in degrees, for boxes. */
  private static final double DEGREES_OFF = 1e-7;

  private final LivePlans live;

  /** From what a plan begins: another division once it is carried over. */
  private record Base(long plan, @Nullable Long division) {}

  private final Cache<Base, GridPartition> kept =
      Caffeine.newBuilder().maximumSize(24).expireAfterAccess(Duration.ofMinutes(30)).build();

  RestoredGrids(LivePlans live) {
    this.live = live;
  }

  /**
   * The operation; a merge of leaf grids into the shape of one with which the plan began bears that
   * one's code and name, unless another grid has the code by now.
   */
  Operation of(Plan plan, GridPartition partition, Operation operation) {
    if (!(operation instanceof Operation.Merge merge)) {
      return operation;
    }
    GridPartition after = partition.copy();
    try {
      after.apply(merge);
    } catch (RefusedOperationException e) {
      // Whoever does it says why.
      return operation;
    }
    String code = merge.into().code();
    if (!after.findGrid(code).map(PartitionGrid::leaf).orElse(false)) {
      return operation;
    }
    MultiPolygon land = after.polygon(code);
    GridPartition base =
        Objects.requireNonNull(
                kept.get(new Base(plan.id(), plan.baseDivisionId()), one -> live.base(one.plan())))
            .copy();
    for (PartitionGrid began : base.grids()) {
      String old = began.code();
      boolean free = merge.grids().contains(old) || partition.findGrid(old).isEmpty();
      if (began.leaf() && free && !old.equals(code) && isSame(base.polygon(old), land)) {
        return new Operation.Merge(
            merge.grids(), new Operation.NewGrid(old, began.name(), began.kind()));
      }
    }
    return operation;
  }

  private static boolean isSame(MultiPolygon one, MultiPolygon other) {
    Envelope a = one.getEnvelopeInternal();
    Envelope b = other.getEnvelopeInternal();
    return Math.abs(a.getMinX() - b.getMinX()) < DEGREES_OFF
        && Math.abs(a.getMaxX() - b.getMaxX()) < DEGREES_OFF
        && Math.abs(a.getMinY() - b.getMinY()) < DEGREES_OFF
        && Math.abs(a.getMaxY() - b.getMaxY()) < DEGREES_OFF
        && GroundArea.squareMetres(OverlayNGRobust.overlay(one, other, OverlayNG.SYMDIFFERENCE))
            <= METRES_OFF * GroundArea.perimeterMetres(one);
  }
}
