package org.gridmap.backend.land;

/** What kind of unit a grid is. */
public enum GridKind {
  /** 基础网格: the ordinary smallest unit. */
  BASE,
  /** 专属网格: an estate, hospital, school, market or firm that is a grid of its own. */
  EXCLUSIVE
}
