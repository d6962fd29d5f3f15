package org.gridmap.geodata.topology;

/** What kind of unit a leaf grid is. */
public enum UnitKind {
  /** 基础网格. */
  BASE,
  /** 专属网格: an estate, hospital, school, market or large firm of its own. */
  EXCLUSIVE
}
