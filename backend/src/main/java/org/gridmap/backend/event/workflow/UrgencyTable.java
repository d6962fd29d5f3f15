package org.gridmap.backend.event.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The colour that importance and haste give together.
 *
 * @param colours for each importance and each haste one
 */
public record UrgencyTable(Map<Importance, Map<Pressing, Urgency>> colours) {

  /** One field of the table. */
  public record Field(Importance importance, Pressing pressing, Urgency urgency) {}

  public UrgencyTable {
    colours = Map.copyOf(colours);
    for (Importance importance : Importance.values()) {
      for (Pressing pressing : Pressing.values()) {
        if (!colours.getOrDefault(importance, Map.of()).containsKey(pressing)) {
          throw new IllegalArgumentException(
              "No colour for importance " + importance + ", pressing " + pressing + ".");
        }
      }
    }
  }

  public Urgency of(Importance importance, Pressing pressing) {
    return Objects.requireNonNull(Objects.requireNonNull(colours.get(importance)).get(pressing));
  }

  /** All nine fields, the most important first. */
  public List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    for (Importance importance : Importance.values()) {
      for (Pressing pressing : Pressing.values()) {
        fields.add(new Field(importance, pressing, of(importance, pressing)));
      }
    }
    return fields;
  }
}
