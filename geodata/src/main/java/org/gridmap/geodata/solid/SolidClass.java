package org.gridmap.geodata.solid;

import java.util.List;

/**
 * A kind of solid, with what is told of each.
 *
 * @param id name in the metadata, letters and digits
 * @param title what people call it, Chinese and English
 */
public record SolidClass(String id, String title, List<SolidProperty> properties) {
  public SolidClass {
    properties = List.copyOf(properties);
  }
}
