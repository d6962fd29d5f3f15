package org.gridmap.backend.event.platform;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.gridmap.backend.event.workflow.Workflows;
import org.gridmap.backend.land.GridsInForce;
import org.gridmap.backend.land.GridsInForce.GridInForce;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.RequestValidator;
import org.gridmap.backend.web.WebProblems;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads files of events, one JSON object a line, and says of each line what is wrong with it. */
@Component
class EventFileReader {
  static final int MOST_BYTES = 1 << 20;

  /** Whoever reports in the same village waits for a file as long as it takes. */
  static final int MOST_ROWS = 500;

  private final Workflows workflows;
  private final GridsInForce grids;
  private final RequestValidator requests;
  private final JsonMapper json;

  EventFileReader(
      Workflows workflows, GridsInForce grids, RequestValidator requests, JsonMapper json) {
    this.workflows = workflows;
    this.grids = grids;
    this.requests = requests;
    this.json =
        json.rebuild()
            .enable(
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();
  }

  /**
   * A line that is wrong.
   *
   * @param row its number, from 1
   * @param reason what is wrong with it, and never a value of it
   */
  record RowFault(int row, String reason) {}

  /**
   * A line that can be stored.
   *
   * @param number its number, from 1
   * @param event what it says
   * @param gridCode the leaf that it is in
   */
  record Row(int number, HandedIn event, String gridCode) {
    String id() {
      return Objects.requireNonNull(event.id());
    }
  }

  /** What a file says, and what is wrong with it. */
  record EventFile(List<Row> rows, List<RowFault> faults) {}

  /** The file behind its bytes, which are UTF-8; empty lines count and say nothing. */
  EventFile read(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    // Some programs mark the beginning of their files.
    String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\n", -1);
    List<Row> rows = new ArrayList<>();
    List<RowFault> faults = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].isBlank()) {
        continue;
      }
      if (rows.size() + faults.size() >= MOST_ROWS) {
        throw new ProblemException(
            WebProblems.PAYLOAD_TOO_LARGE, "A file has " + MOST_ROWS + " events at most.");
      }
      try {
        Row row = row(i + 1, lines[i]);
        if (ids.add(row.id())) {
          rows.add(row);
        } else {
          faults.add(new RowFault(i + 1, "Another line before has the same id."));
        }
      } catch (ProblemException e) {
        faults.add(new RowFault(i + 1, e.detail()));
      }
    }
    if (rows.isEmpty() && faults.isEmpty()) {
      faults.add(new RowFault(1, "The file has no event."));
    }
    return new EventFile(rows, faults);
  }

  private Row row(int number, String line) {
    HandedIn event = requests.check(parse(line));
    if (workflows.category(Objects.requireNonNull(event.category())).isEmpty()) {
      throw wrong("There is no such category.");
    }
    String grid =
        grids
            .findLeaf(
                Objects.requireNonNull(event.longitude()), Objects.requireNonNull(event.latitude()))
            .map(GridInForce::code)
            .orElseThrow(() -> wrong("The place lies outside of the town."));
    return new Row(number, event, grid);
  }

  private HandedIn parse(String line) {
    try {
      HandedIn event = json.readValue(line, HandedIn.class);
      if (event == null) {
        throw wrong("The line is no JSON object.");
      }
      return event;
    } catch (UnrecognizedPropertyException e) {
      throw wrong("The line has a field that is not known.");
    } catch (JacksonException e) {
      // What the reader says of it may repeat what somebody wrote.
      throw wrong("The line is no JSON object, or a field of it is of another kind.");
    }
  }

  private static ProblemException wrong(String reason) {
    return new ProblemException(WebProblems.VALIDATION_FAILED, reason);
  }
}
