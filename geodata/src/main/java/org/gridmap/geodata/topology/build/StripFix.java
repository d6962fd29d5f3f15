package org.gridmap.geodata.topology.build;

/**
 * What becomes of land that nobody or several claim and that is nowhere wider than a width. Each
 * piece between the same grids goes to one of them as a whole.
 *
 * @param widthMetres the width; 0 leaves all such land open
 * @param to which neighbour gets it
 */
public record StripFix(double widthMetres, Heir to) {

  /** Who gets a strip. */
  public enum Heir {
    /** Whoever has the longest border with it; of equal ones the first in order. */
    LONGEST_BORDER,
    /** Whoever comes first in the order of the grids. */
    FIRST
  }

  /** Leaves strips open. */
  public static final StripFix NONE = new StripFix(0, Heir.LONGEST_BORDER);
}
