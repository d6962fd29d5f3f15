package org.gridmap.backend.plan.notation;

import java.util.List;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.Operation.NewGrid;
import org.gridmap.geodata.topology.UnitKind;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads operations, strictly. Every refusal is a {@code malformed-request}. */
public final class OperationReader {
  /** A request never holds more. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int MOST_OPERATIONS = 500;
  private static final int MOST_GRIDS = 1_000;
  private static final int LONGEST_CODE = 40;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_REASON = 500;
  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private OperationReader() {}

  /** The JSON of a request's body: no field twice, nothing behind it. */
  public static JsonNode parse(byte[] body) {
    try {
      return STRICT.readTree(body);
    } catch (JacksonException e) {
      throw Fields.malformed("The body of the request is not JSON.");
    }
  }

  /** The operation of a body {@code {"operation": …}}. */
  public static Operation readRequest(byte[] body) {
    Fields fields = new Fields(parse(body), new Fields.Budget());
    Operation operation = read(fields.fields("operation"), true);
    fields.end();
    return operation;
  }

  /** An operation as the log keeps it. */
  public static Operation read(String json) {
    return read(new Fields(STRICT.readTree(json), new Fields.Budget()), true);
  }

  private static Operation read(Fields fields, boolean outermost) {
    fields.budget().spendOperation();
    Operation operation =
        switch (fields.text("type", 40)) {
          case "moveNode" -> new Operation.MoveNode(fields.number("node"), fields.position("to"));
          case "moveVertex" ->
              new Operation.MoveVertex(
                  fields.number("edge"), fields.index("vertex"), fields.position("to"));
          case "addVertex" ->
              new Operation.AddVertex(
                  fields.number("edge"), fields.index("segment"), fields.position("at"));
          case "removeVertex" ->
              new Operation.RemoveVertex(fields.number("edge"), fields.index("vertex"));
          case "redrawEdge" -> new Operation.RedrawEdge(fields.number("edge"), fields.line("line"));
          case "redrawBorder" ->
              new Operation.RedrawBorder(code(fields, "a"), code(fields, "b"), fields.line("line"));
          case "adoptLine" -> new Operation.AdoptLine(fields.number("edge"), fields.line("line"));
          case "split" ->
              new Operation.Split(
                  code(fields, "grid"),
                  fields.line("line"),
                  newGrid(fields, "left"),
                  newGrid(fields, "right"));
          case "merge" ->
              new Operation.Merge(
                  fields.texts("grids", MOST_GRIDS, LONGEST_CODE), newGrid(fields, "into"));
          case "transfer" ->
              new Operation.Transfer(
                  fields.area("area"),
                  fields.texts("from", MOST_GRIDS, LONGEST_CODE),
                  code(fields, "to"));
          case "reparent" -> new Operation.Reparent(code(fields, "grid"), code(fields, "parent"));
          case "rename" ->
              new Operation.Rename(code(fields, "grid"), fields.text("name", LONGEST_NAME));
          case "recode" -> new Operation.Recode(code(fields, "grid"), code(fields, "code"));
          case "changeKind" ->
              new Operation.ChangeKind(
                  code(fields, "grid"), fields.constant("kind", UnitKind.class));
          case "lock" -> new Operation.Lock(fields.number("edge"), fields.flag("locked"));
          case "assign" -> new Operation.Assign(fields.number("openLand"), code(fields, "to"));
          case "splitMiddle" ->
              new Operation.SplitMiddle(
                  fields.number("openLand"), code(fields, "a"), code(fields, "b"));
          case "makeGrid" ->
              new Operation.MakeGrid(
                  fields.number("openLand"), newGrid(fields, "grid"), code(fields, "parent"));
          case "allow" ->
              new Operation.Allow(fields.number("openLand"), fields.text("reason", LONGEST_REASON));
          case "cutAway" -> new Operation.CutAway(fields.number("openLand"));
          case "batch" -> batch(fields, outermost);
          default -> throw Fields.malformed("There is no operation of this type.");
        };
    fields.end();
    return operation;
  }

  private static Operation batch(Fields fields, boolean outermost) {
    if (!outermost) {
      throw Fields.malformed("A batch holds no batch.");
    }
    List<Operation> operations =
        fields.list(
            "operations", MOST_OPERATIONS, item -> read(new Fields(item, fields.budget()), false));
    return new Operation.Batch(operations, fields.optionalText("title", LONGEST_NAME));
  }

  private static NewGrid newGrid(Fields parent, String name) {
    Fields fields = parent.fields(name);
    NewGrid grid =
        new NewGrid(
            code(fields, "code"),
            fields.text("name", LONGEST_NAME),
            fields.constant("kind", UnitKind.class));
    fields.end();
    return grid;
  }

  private static String code(Fields fields, String name) {
    return fields.text(name, LONGEST_CODE);
  }
}
