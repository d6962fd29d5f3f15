package org.gridmap.geodata.topology;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** The types of {@link Operation}, by their names in JSON. */
public enum OperationType {
  MOVE_NODE("moveNode"),
  MOVE_VERTEX("moveVertex"),
  ADD_VERTEX("addVertex"),
  REMOVE_VERTEX("removeVertex"),
  REDRAW_EDGE("redrawEdge"),
  REDRAW_BORDER("redrawBorder"),
  RESHAPE("reshape"),
  ADOPT_LINE("adoptLine"),
  SPLIT("split"),
  MERGE("merge"),
  TRANSFER("transfer"),
  REPARENT("reparent"),
  RENAME("rename"),
  RECODE("recode"),
  CHANGE_KIND("changeKind"),
  LOCK("lock"),
  ASSIGN("assign"),
  SPLIT_MIDDLE("splitMiddle"),
  MAKE_GRID("makeGrid"),
  ALLOW("allow"),
  CUT_AWAY("cutAway"),
  REDIVIDE("redivide"),
  BATCH("batch");

  private final String word;

  OperationType(String word) {
    this.word = word;
  }

  /** Its name in JSON, such as {@code moveVertex}. */
  @JsonValue
  public String word() {
    return word;
  }

  /**
   * The type of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static OperationType of(String word) {
    return Arrays.stream(values())
        .filter(one -> one.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no type of operation: " + word));
  }
}
