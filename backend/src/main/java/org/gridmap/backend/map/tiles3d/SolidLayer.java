package org.gridmap.backend.map.tiles3d;

import java.util.List;
import org.gridmap.geodata.solid.SolidCell;
import org.gridmap.geodata.solid.SolidModel;

/**
 * Draws things as bodies. Every bean of this type is in the 3D tiles. A thing belongs to the one
 * cell of a level that holds the middle of its extent, however far it reaches beyond.
 */
public interface SolidLayer {
  /**
   * How much lies in the parts of a cell.
   *
   * @param level of the parts, at least that of the cell
   * @return the parts in which there is something, in any order
   */
  List<SolidWeight> weigh(SolidCell cell, int level);

  /**
   * Adds what lies in a cell. The same stored rows must give the same bytes: the entity tag is made
   * of them. Neither what is detailed within the weight that was told nor what is coarse may take
   * more than {@link SolidRequest#MAX_BYTES}.
   */
  void draw(SolidRequest request, SolidModel model);
}
