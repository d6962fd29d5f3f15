package org.gridmap.geodata.solid;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model under construction: solids of one or several classes with their rows, written as binary
 * glTF. Corners are whole numbers of a step that suits the size of the model, at most 0.02 m for
 * one of a kilometre. The same solids in the same order give the same bytes.
 */
public final class SolidModel {
  private final LocalFrame frame;
  private final Map<SolidClass, SolidGroup> groups = new LinkedHashMap<>();

  /** An empty model around the place of a frame. */
  public SolidModel(LocalFrame frame) {
    this.frame = frame;
  }

  /** Where its solids stand. */
  public LocalFrame frame() {
    return frame;
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return groups.isEmpty();
  }

  /**
   * Adds a solid.
   *
   * @param values what is told of it, in the order of the properties of its class
   * @throws IllegalArgumentException if there are more or fewer
   */
  public void add(SolidClass kind, Solid solid, @Nullable Object... values) {
    if (values.length != kind.properties().size()) {
      throw new IllegalArgumentException(kind.id() + " is told by " + kind.properties().size());
    }
    groups
        .computeIfAbsent(kind, any -> new SolidGroup(kind))
        .add(solid, Arrays.asList(values.clone()));
  }

  /** The model as it is sent. */
  public byte[] toBytes() {
    return new GlbWriter(frame, groups.values()).write();
  }
}
