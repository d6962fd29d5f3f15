package org.gridmap.geodata.topology;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import org.gridmap.geodata.code.GridKind;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.MultiPolygon;

/**
 * One change of a {@link GridPartition}. Coordinates are degrees, longitude first (EPSG:4490), and
 * are rounded to {@link GridPartition#DEGREES_PER_UNIT}. An operation holds everything that it
 * needs, so that a log of operations replays to the same partition.
 *
 * <p>Planners send it, the log keeps it and the API describes it as these annotations say: {@code
 * type} and the components of the record. The constraints are those of a request.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @Type(value = Operation.MoveNode.class, name = "moveNode"),
  @Type(value = Operation.MoveVertex.class, name = "moveVertex"),
  @Type(value = Operation.AddVertex.class, name = "addVertex"),
  @Type(value = Operation.RemoveVertex.class, name = "removeVertex"),
  @Type(value = Operation.RedrawEdge.class, name = "redrawEdge"),
  @Type(value = Operation.RedrawBorder.class, name = "redrawBorder"),
  @Type(value = Operation.Reshape.class, name = "reshape"),
  @Type(value = Operation.AdoptLine.class, name = "adoptLine"),
  @Type(value = Operation.Split.class, name = "split"),
  @Type(value = Operation.Merge.class, name = "merge"),
  @Type(value = Operation.Transfer.class, name = "transfer"),
  @Type(value = Operation.Reparent.class, name = "reparent"),
  @Type(value = Operation.Rename.class, name = "rename"),
  @Type(value = Operation.Recode.class, name = "recode"),
  @Type(value = Operation.ChangeKind.class, name = "changeKind"),
  @Type(value = Operation.Lock.class, name = "lock"),
  @Type(value = Operation.Assign.class, name = "assign"),
  @Type(value = Operation.SplitMiddle.class, name = "splitMiddle"),
  @Type(value = Operation.MakeGrid.class, name = "makeGrid"),
  @Type(value = Operation.Allow.class, name = "allow"),
  @Type(value = Operation.CutAway.class, name = "cutAway"),
  @Type(value = Operation.Redivide.class, name = "redivide"),
  @Type(value = Operation.Batch.class, name = "batch")
})
public sealed interface Operation {
  /** Characters of the longest code. */
  int LONGEST_CODE = 40;

  /** Characters of the longest name or title. */
  int LONGEST_NAME = 100;

  /** Characters of the longest reason. */
  int LONGEST_REASON = 500;

  /** Operations of the longest batch. */
  int MOST_OPERATIONS = 500;

  /** Grids that one operation may name. */
  int MOST_GRIDS = 1_000;

  /** Most grids of a division that comes as a whole. */
  int MOST_OF_A_DIVISION = 5_000;

  /** Positions of all lines and areas of a request together. */
  int MOST_POSITIONS = 10_000;

  /** A code of a grid. */
  @NotNull @OneLine(max = LONGEST_CODE)
  @Constraint(validatedBy = {})
  @Target({ElementType.FIELD, ElementType.TYPE_USE})
  @Retention(RetentionPolicy.RUNTIME)
  @interface Code {
    String message() default "is no code";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  /** A name of a grid. */
  @NotNull @OneLine(max = LONGEST_NAME)
  @Constraint(validatedBy = {})
  @Target({ElementType.FIELD, ElementType.TYPE_USE})
  @Retention(RetentionPolicy.RUNTIME)
  @interface Name {
    String message() default "is no name";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  /**
   * A grid that an operation makes.
   *
   * @param code unique in the plan; the code of a grid that goes in the same operation is kept
   * @param name shown on the map
   * @param kind kind of unit
   */
  record NewGrid(@Code String code, @Name String name, @NotNull GridKind kind) {}

  /**
   * Moves a node; every edge that ends there follows. A node on the outline of the plan slides
   * along it, and the outline stays.
   */
  record MoveNode(long node, @NotNull Coordinate to) implements Operation {}

  /**
   * Moves a vertex between the ends of an edge.
   *
   * @param vertex index in {@link Edge#points()}, neither the first nor the last
   */
  record MoveVertex(long edge, @PositiveOrZero int vertex, @NotNull Coordinate to)
      implements Operation {}

  /**
   * Adds a vertex.
   *
   * @param segment index of the segment, 0 for the one from the first point to the second
   */
  record AddVertex(long edge, @PositiveOrZero int segment, @NotNull Coordinate at)
      implements Operation {}

  /** Removes a vertex between the ends of an edge. */
  record RemoveVertex(long edge, @PositiveOrZero int vertex) implements Operation {}

  /** Redraws an edge between its two nodes; the line's ends are replaced by the nodes. */
  record RedrawEdge(long edge, @NotNull List<Coordinate> line) implements Operation {}

  /**
   * Redraws a stretch of the common border of two leaf grids: the drawn line starts and ends on it
   * (within {@link GridPartition#SNAP_METRES}), and what it cuts off changes hands.
   */
  record RedrawBorder(@Code String a, @Code String b, @NotNull List<Coordinate> line)
      implements Operation {}

  /**
   * Leads borders along a drawn line, across the nodes between: the line starts and ends on borders
   * (within {@link GridPartition#SNAP_METRES}) and takes the place of those between its ends that
   * run nearest to it. Land between both goes to the other side; a border that ended on the old one
   * goes on to the line.
   */
  record Reshape(@NotNull List<Coordinate> line) implements Operation {}

  /**
   * Lets an edge follow a road or river: the part of the line between the places nearest to the
   * edge's nodes replaces it.
   */
  record AdoptLine(long edge, @NotNull List<Coordinate> line) implements Operation {}

  /**
   * Splits a leaf grid by a line from border to border, or by a closed ring (first = last point)
   * into an island and the rest.
   *
   * @param left the grid on the left of the line, or inside the ring
   * @param right the grid on the right of the line, or the rest
   */
  record Split(
      @Code String grid,
      @NotNull List<Coordinate> line,
      @Valid @NotNull NewGrid left,
      @Valid @NotNull NewGrid right)
      implements Operation {}

  /**
   * Merges sibling grids that adjoin, leaves or higher grids; the children of higher grids go to
   * the merged one.
   */
  record Merge(
      @NotNull @Size(max = MOST_GRIDS) List<@Code String> grids, @Valid @NotNull NewGrid into)
      implements Operation {}

  /**
   * Gives an area to a leaf grid.
   *
   * @param area drawn or painted land
   * @param from leaf grids that lose land; empty means every leaf under the area
   * @param to leaf grid that gains it
   */
  record Transfer(
      @NotNull MultiPolygon area,
      @NotNull @Size(max = MOST_GRIDS) List<@Code String> from,
      @Code String to)
      implements Operation {}

  /** Puts a grid under another parent. */
  record Reparent(@Code String grid, @Code String parent) implements Operation {}

  record Rename(@Code String grid, @Name String name) implements Operation {}

  record Recode(@Code String grid, @Code String code) implements Operation {}

  record ChangeKind(@Code String grid, @NotNull GridKind kind) implements Operation {}

  /** Locks an edge against every change, or frees it. */
  record Lock(long edge, boolean locked) implements Operation {}

  /** Gives open land (a gap, an overlap) to a leaf grid. */
  record Assign(long openLand, @Code String to) implements Operation {}

  /** Divides open land between two leaf grids along the middle line between their borders. */
  record SplitMiddle(long openLand, @Code String a, @Code String b) implements Operation {}

  /** Makes open land a leaf grid of its own. */
  record MakeGrid(long openLand, @Valid @NotNull NewGrid grid, @Code String parent)
      implements Operation {}

  /** Marks open land as allowed to belong to no grid, such as a lake. */
  record Allow(long openLand, @NotNull @OneLine(max = LONGEST_REASON) String reason)
      implements Operation {}

  /** Cuts away land outside the required outline. */
  record CutAway(long openLand) implements Operation {}

  /**
   * A grid of a whole division.
   *
   * @param parent code of the grid above; null for the root
   * @param levelName what its level is called; null for the usual name
   * @param land outline of a leaf; null for a higher grid, which is the union of those below it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record WholeGrid(
      @Code String code,
      @Name String name,
      @NotNull GridKind kind,
      @OneLine(max = LONGEST_CODE) @Nullable String parent,
      @OneLine(max = LONGEST_NAME) @Nullable String levelName,
      @Nullable MultiPolygon land) {}

  /**
   * Divides the whole area anew, as a file has it: the leaves cover it once and only once. Borders
   * that stay keep their numbers, land that may stay open stays open, locked borders stay.
   */
  record Redivide(@NotNull @Size(max = MOST_OF_A_DIVISION) List<@Valid @NotNull WholeGrid> grids)
      implements Operation {}

  /**
   * Several operations as one: all or none, and one step back. Nodes and vertices that are moved
   * one after the other move together: what matters is where all of them arrive.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Batch(
      @NotNull @Size(max = MOST_OPERATIONS) List<@Valid @NotNull Operation> operations,
      @OneLine(max = LONGEST_NAME) @Nullable String title)
      implements Operation {
    /** The operations in their order; those that move together are one step. */
    public List<List<Operation>> steps() {
      List<List<Operation>> steps = new ArrayList<>();
      boolean moving = false;
      for (Operation operation : operations) {
        boolean move = operation instanceof MoveNode || operation instanceof MoveVertex;
        if (!move || !moving) {
          steps.add(new ArrayList<>());
        }
        steps.getLast().add(operation);
        moving = move;
      }
      return steps;
    }
  }
}
