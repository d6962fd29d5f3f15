package org.gridmap.backend.plan.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.land.GridCodes;
import org.gridmap.backend.plan.DraftEdits;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.backend.plan.Plan;
import org.gridmap.backend.plan.PlanCodes;
import org.gridmap.backend.plan.Plans;
import org.gridmap.backend.plan.drafting.EditAnswer;
import org.gridmap.backend.plan.drafting.PlanEdits;
import org.gridmap.backend.plan.exchange.FileDivision.Defect;
import org.gridmap.backend.plan.workload.GridNumbers;
import org.gridmap.backend.plan.workload.Workloads;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.geodata.code.GridCodeScheme;
import org.gridmap.geodata.source.row.GridRow;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.stereotype.Service;

/**
 * Takes files of grids into drafts: shown first, then taken as one step of the log or not at all.
 */
@Service
class PlanImport {
  private static final int MOST_DEFECTS = 200;

  /**
   * How a file is to be read.
   *
   * @param layer name of the layer; null for the only one
   * @param crs coordinate system, {@code EPSG:n}; null for the one that the file declares
   */
  record Reading(@Nullable String layer, @Nullable String crs) {}

  /** A file as a division of a plan's land, and the grids that it was matched with. */
  private record Matched(GridMatch match, List<String> codes, FileDivision division) {}

  private final Plans plans;
  private final LivePlans live;
  private final PlanEdits edits;
  private final PlanCodes planCodes;
  private final GridCodes codes;
  private final Workloads workloads;

  PlanImport(
      Plans plans,
      LivePlans live,
      PlanEdits edits,
      PlanCodes planCodes,
      GridCodes codes,
      Workloads workloads) {
    this.plans = plans;
    this.live = live;
    this.edits = edits;
    this.planCodes = planCodes;
    this.codes = codes;
    this.workloads = workloads;
  }

  /**
   * What a draft of the caller's area would become by a file; nothing is stored.
   *
   * @throws ProblemException of {@link FileProblems} if the file cannot be read as a whole; {@code
   *     plan-not-editable}; {@code operation-refused} if a locked border would go
   */
  FileChange preview(long id, GridFile file, Reading reading) {
    plans.get(id, Right.PLANS);
    LivePlans.View view = live.read(id);
    DraftEdits.requireDraft(view.plan());
    GridFile.Content content = read(view, file, reading);
    Matched matched = match(view, content);
    GridPartition after = view.partition().copy();
    Change change = null;
    if (matched.division().defects().isEmpty()) {
      try {
        change = after.apply(matched.division().operation());
      } catch (RefusedOperationException e) {
        if (e.reason() != Reason.NOTHING_CHANGES) {
          throw PlanEdits.refusal(e);
        }
      }
    } else if (matched.division().partition() != null) {
      after = matched.division().partition();
    }
    List<GridNumbers> before = workloads.list(view.plan(), view.partition(), true);
    // What a division with defects would hold nobody counted.
    Map<String, GridNumbers> numbers =
        matched.division().defects().isEmpty() ? byCode(before) : new HashMap<>();
    if (change != null) {
      numbers.putAll(
          byCode(
              workloads.preview(id, view.plan().seq(), view.partition(), after, change).numbers()));
    }
    return new FileChange(
        view.plan().version(),
        content.report().format(),
        content.report().crs(),
        content.rows().size(),
        content.report().notes(),
        matched.division().defects().stream().limit(MOST_DEFECTS).toList(),
        change != null,
        FileChanges.of(
            view.partition(), after, matched.match(), matched.codes(), byCode(before), numbers));
  }

  private static Map<String, GridNumbers> byCode(List<GridNumbers> numbers) {
    return new HashMap<>(
        numbers.stream().collect(Collectors.toMap(GridNumbers::code, UnaryOperator.identity())));
  }

  /**
   * Makes a draft what a file holds, as one step of the caller.
   *
   * @param ifMatch the version that he was shown
   * @throws ProblemException {@code coverage-invalid} with the places; else as {@link #preview} and
   *     as any edit
   */
  EditAnswer take(long id, @Nullable String ifMatch, String key, GridFile file, Reading reading) {
    plans.get(id, Right.PLANS);
    // Before anything is held: a large file takes its time.
    GridFile.Content content = read(live.read(id), file, reading);
    return edits.derive(
        id,
        ifMatch,
        key,
        "file",
        Map.of("digest", file.digest(), "reading", reading),
        view -> operation(match(view, content).division()));
  }

  private static Operation operation(FileDivision division) {
    List<Defect> defects = division.defects();
    if (!defects.isEmpty()) {
      throw new ProblemException(
          FileProblems.COVERAGE_INVALID,
          "The grids of the file do not divide the plan's land; the places are named. Nothing was"
              + " stored.",
          Map.of("places", defects.stream().limit(MOST_DEFECTS).toList()));
    }
    return division.operation();
  }

  private static GridFile.Content read(LivePlans.View view, GridFile file, Reading reading) {
    GridFile.Content content =
        file.read(reading.layer(), reading.crs(), FileDivision.outline(view.partition()));
    if (content.rows().size() > Operation.MOST_OF_A_DIVISION) {
      throw new ProblemException(
          FileProblems.FILE_REJECTED,
          "The file has "
              + content.rows().size()
              + " rows, and a plan takes "
              + Operation.MOST_OF_A_DIVISION
              + " grids at most; it may be a layer of something else.");
    }
    if (content.rows().isEmpty()) {
      throw new ProblemException(
          FileProblems.FILE_REJECTED, "No row of the file can be used as a grid.");
    }
    return content;
  }

  private Matched match(LivePlans.View view, GridFile.Content content) {
    GridPartition partition = view.partition();
    BorderSnap snap = new BorderSnap(partition);
    List<GridRow> rows =
        content.rows().stream().map(row -> row.withGeometry(snap.snapped(row.geometry()))).toList();
    GridMatch match = GridMatch.of(partition, rows);
    List<String> given = codes(view.plan(), partition, match);
    Map<String, GridRow> lands = new LinkedHashMap<>();
    for (int i = 0; i < given.size(); i++) {
      lands.put(given.get(i), match.leaves().get(i).row());
    }
    FileDivision division =
        FileDivision.of(
            partition,
            FileDivision.tree(partition, match, given, view.plan().rootCode()),
            lands,
            rows,
            content.report());
    return new Matched(match, given, division);
  }

  /** Codes of the leaves: those of the grids that they are; new ones keep theirs if they may. */
  private List<String> codes(Plan plan, GridPartition partition, GridMatch match) {
    Set<String> used = new HashSet<>();
    partition.grids().forEach(grid -> used.add(grid.code()));
    List<@Nullable String> given = new ArrayList<>();
    Set<String> fresh = new HashSet<>();
    List<Integer> unnamed = new ArrayList<>();
    for (GridMatch.Leaf leaf : match.leaves()) {
      String own = leaf.row().code();
      String code = leaf.present() == null ? null : leaf.present().code();
      if (code == null && leaf.row().coded() && isOfArea(plan, own) && used.add(own)) {
        code = own;
        fresh.add(own);
      }
      if (code == null) {
        unnamed.add(given.size());
      }
      given.add(code);
    }
    Set<String> taken = fresh.isEmpty() ? Set.of() : codes.listTaken(fresh, plan.id());
    for (int i = 0; i < given.size(); i++) {
      if (given.get(i) != null && taken.contains(given.get(i))) {
        unnamed.add(i);
      }
    }
    name(plan, partition, match, given, unnamed, used);
    return given.stream().map(Objects::requireNonNull).toList();
  }

  /** A code of the area that follows the scheme; an area with codes of its own has no scheme. */
  private boolean isOfArea(Plan plan, String code) {
    boolean scheme = GridCodes.isOfficial(plan.rootCode());
    return code.startsWith(plan.rootCode()) && (!scheme || codes.fault(code).isEmpty());
  }

  private void name(
      Plan plan,
      GridPartition partition,
      GridMatch match,
      List<@Nullable String> given,
      List<Integer> unnamed,
      Set<String> used) {
    if (unnamed.isEmpty()) {
      return;
    }
    List<Coordinate> places =
        unnamed.stream()
            .map(i -> match.leaves().get(i).row().geometry().getEnvelopeInternal().centre())
            .toList();
    List<String> free;
    try {
      free = planCodes.propose(plan, partition, GridCodeScheme.Role.LEAF, places);
    } catch (ProblemException noScheme) {
      free = List.of();
    }
    int number = 1;
    for (int k = 0; k < unnamed.size(); k++) {
      String code = k < free.size() ? free.get(k) : plan.rootCode() + "-" + number++;
      while (k >= free.size() && !used.add(code)) {
        code = plan.rootCode() + "-" + number++;
      }
      given.set(unnamed.get(k), code);
    }
  }
}
