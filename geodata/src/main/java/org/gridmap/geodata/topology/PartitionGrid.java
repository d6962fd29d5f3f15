package org.gridmap.geodata.topology;

import org.gridmap.geodata.code.GridKind;
import org.jspecify.annotations.Nullable;

/**
 * A grid of a partition, without its shape.
 *
 * @param code unique in the plan
 * @param name shown on the map
 * @param parentCode code of the grid above; null for the root
 * @param levelName what its level is called; null for the usual name
 * @param kind kind of unit
 * @param leaf whether it has faces of its own; higher grids are the union of their leaves
 */
public record PartitionGrid(
    String code,
    String name,
    @Nullable String parentCode,
    @Nullable String levelName,
    GridKind kind,
    boolean leaf) {}
