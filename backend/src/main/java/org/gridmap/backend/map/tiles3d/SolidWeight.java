package org.gridmap.backend.map.tiles3d;

import org.locationtech.jts.geom.Envelope;

/**
 * What lies in a cell.
 *
 * @param x column of the cell
 * @param y row of the cell
 * @param bytes what it takes at most to draw each thing by itself
 * @param extent where it lies, in degrees
 * @param highestMetres how high the highest of it is
 */
public record SolidWeight(int x, int y, long bytes, Envelope extent, double highestMetres) {
  /** Both together, as what lies in another cell. */
  SolidWeight plus(SolidWeight other, int ofX, int ofY) {
    Envelope both = new Envelope(extent);
    both.expandToInclude(other.extent);
    return new SolidWeight(
        ofX, ofY, bytes + other.bytes, both, Math.max(highestMetres, other.highestMetres));
  }
}
