package org.gridmap.geodata.code;

/** What kind of unit a leaf grid is. */
public enum GridKind {
  /** 基础网格: the ordinary smallest unit. */
  BASE,
  /** 专属网格: an estate, hospital, school, market or large firm that is a grid of its own. */
  EXCLUSIVE
}
