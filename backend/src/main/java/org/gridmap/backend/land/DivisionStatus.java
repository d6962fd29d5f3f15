package org.gridmap.backend.land;

/** How far a division of land has come. */
public enum DivisionStatus {
  /** May hold defects; duties and rights do not follow it. */
  DRAFT,
  /** In force: exact, and nobody changes it any more. */
  PUBLISHED
}
