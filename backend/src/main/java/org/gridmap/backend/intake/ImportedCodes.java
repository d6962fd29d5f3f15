package org.gridmap.backend.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.gridmap.backend.land.GridCodes;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.geodata.code.GridCodeScheme.Role;
import org.gridmap.geodata.coverage.CountedNoun;
import org.gridmap.geodata.source.row.GridRow;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * Gives the grids of an import the codes that they bear in their area. Those of an area with an
 * official code begin with it and follow the scheme: numbers without the zeros that a spreadsheet
 * lost get them back, and grids with no code, or one of somebody's own making, get the next free
 * one. What can only be a mistake refuses the import, row by row.
 */
final class ImportedCodes {
  private static final int MOST_SHOWN = 20;
  private static final int VILLAGE_DIGITS = 12;
  private static final Pattern SEQUENCE = Pattern.compile("[0-9]{1,3}");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern ROUNDED = Pattern.compile("[0-9](\\.[0-9]+)?[Ee]\\+?[0-9]+");

  /**
   * A row and the file that holds it.
   *
   * @param row with its texts as they are kept
   * @param mended whether the file writes them in another way
   */
  record FileRow(String file, GridRow row, boolean mended) {
    static FileRow of(String file, GridRow read) {
      GridRow row = read.cleaned();
      boolean mended =
          !row.code().equals(read.code())
              || !Objects.equals(row.name(), read.name())
              || !Objects.equals(row.parentCode(), read.parentCode());
      return new FileRow(file, row, mended);
    }
  }

  /**
   * @param rows the grids with the codes that they bear, in the order given
   * @param notes what was done to them, in sentences
   */
  record Given(List<GridRow> rows, List<String> notes) {}

  private final GridCodes codes;
  private final String root;
  private final String source;
  private final List<FileRow> rows;
  private final boolean official;
  private final @Nullable String[] given;
  private final Map<String, Integer> byOwnCode = new HashMap<>();
  private final Set<String> above = new HashSet<>();
  private final List<String> faults = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private ImportedCodes(GridCodes codes, String root, String source, List<FileRow> rows) {
    this.codes = codes;
    this.root = root;
    this.source = source;
    this.rows = rows;
    this.official = GridCodes.isOfficial(root);
    this.given = new @Nullable String[rows.size()];
  }

  /**
   * Gives the codes.
   *
   * @param root code of the area that the grids divide
   * @param source name of the import: an earlier draft of the same has no claim to its numbers
   * @throws IntakeException naming every row whose code cannot be taken, and why
   */
  static Given give(GridCodes codes, String root, String source, List<FileRow> rows) {
    return new ImportedCodes(codes, root, source, rows).give();
  }

  private Given give() {
    for (boolean coded : new boolean[] {true, false}) {
      for (int i = 0; i < rows.size(); i++) {
        GridRow row = rows.get(i).row();
        if (row.coded() == coded) {
          byOwnCode.putIfAbsent(row.code(), i);
          given[i] = kept(i, row);
        }
        String parent = row.parentCode();
        if (parent != null) {
          above.add(parent);
        }
      }
    }
    refuseTwice();
    refuse();
    noteMended();
    nameOthers();
    return new Given(renamed(), notes);
  }

  /** The code that a row keeps; null if it gets one. */
  private @Nullable String kept(int i, GridRow row) {
    String code = row.code();
    if (code.equals(root) && (official || !row.coded())) {
      return code;
    }
    if (!row.coded()) {
      // Nobody but the file numbers its rows; what has a name of its own elsewhere keeps that.
      return official || code.equals(Long.toString(row.row())) ? null : code;
    }
    if (!official) {
      if (!GridCodes.isOwnMaking(code)) {
        fault(i, "A code has letters and digits, and . _ - between them.");
      }
      return code;
    }
    if (GridCodes.isOfficial(code) || codes.fault(code).isEmpty()) {
      if (!code.startsWith(root)) {
        fault(i, "The code is one of another area than " + root + ".");
      }
      return code;
    }
    if (root.length() == VILLAGE_DIGITS && SEQUENCE.matcher(code).matches()) {
      String whole = root + String.format(Locale.ROOT, "%03d", Integer.parseInt(code));
      codes.fault(whole).ifPresent(why -> fault(i, why));
      return whole;
    }
    if (ROUNDED.matcher(code).matches()) {
      fault(
          i, "A spreadsheet has rounded the code; give the column the format Text and save again.");
      return code;
    }
    if (DIGITS.matcher(code).matches()) {
      fault(i, codes.fault(code).orElseThrow());
      return code;
    }
    return null;
  }

  private void fault(int i, String why) {
    faults.add(place(i) + ": " + why);
  }

  private String place(int i) {
    FileRow one = rows.get(i);
    boolean several = !rows.getLast().file().equals(rows.getFirst().file());
    return (several ? one.file() + ", row " : "row ") + one.row().row();
  }

  private void refuseTwice() {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < given.length; i++) {
      GridRow row = rows.get(i).row();
      String code = given[i] == null && row.coded() ? row.code() : given[i];
      Integer first = code == null ? null : seen.putIfAbsent(code, i);
      if (first != null) {
        fault(i, "It has the same code as " + place(first) + ".");
      }
    }
  }

  private void refuse() {
    if (!faults.isEmpty()) {
      StringBuilder message =
          new StringBuilder(
              "The codes of " + CountedNoun.of(faults.size(), "row") + " cannot be taken:");
      faults.stream().limit(MOST_SHOWN).forEach(fault -> message.append("\n  ").append(fault));
      if (faults.size() > MOST_SHOWN) {
        message.append("\n  … and ").append(faults.size() - MOST_SHOWN).append(" more");
      }
      if (official) {
        message.append(
            "\nAn area with codes of its own is imported with --name, without --parent.");
      }
      throw new IntakeException("import-rejected", message + "\nNothing was stored.");
    }
  }

  private void noteMended() {
    long mended = rows.stream().filter(FileRow::mended).count();
    if (mended > 0) {
      notes.add(
          "Codes or names of "
              + CountedNoun.of(mended, "row")
              + " had full-width or invisible characters and are kept without them.");
    }
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < given.length; i++) {
      String code = given[i];
      if (code != null && !code.equals(rows.get(i).row().code())) {
        padded.add(code);
      }
    }
    if (!padded.isEmpty()) {
      notes.add(
          CountedNoun.of(padded.size(), "code")
              + " had only the number in the village, as spreadsheets leave it: "
              + range(padded)
              + ".");
    }
  }

  private static String range(List<String> codes) {
    List<String> sorted = codes.stream().sorted().toList();
    return sorted.size() == 1 ? sorted.getFirst() : sorted.getFirst() + " to " + sorted.getLast();
  }

  /** Grids of one village that play the same part in it are numbered together. */
  private record Group(@Nullable String village, Role role) {}

  private void nameOthers() {
    Map<Group, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < given.length; i++) {
      if (given[i] == null) {
        Role role = above.contains(rows.get(i).row().code()) ? Role.HIGHER : Role.LEAF;
        groups.computeIfAbsent(new Group(village(i), role), one -> new ArrayList<>()).add(i);
      }
    }
    if (groups.isEmpty()) {
      return;
    }
    Set<String> taken = new HashSet<>(codes.listGivenElsewhere(root, source));
    Arrays.stream(given).filter(Objects::nonNull).forEach(taken::add);
    groups.forEach((group, own) -> {
      List<String> fresh = numbers(group, own, taken);
      for (int k = 0; k < own.size(); k++) {
        given[own.get(k)] = fresh.get(k);
      }
      taken.addAll(fresh);
      noteGiven(own, fresh);
    });
  }

  /** Code of the village that a row stands in; null if nothing says it. */
  private @Nullable String village(int i) {
    Set<String> passed = new HashSet<>();
    String code = rows.get(i).row().parentCode();
    while (code != null && passed.add(code)) {
      if (isVillage(code)) {
        return code;
      }
      Integer parent = byOwnCode.get(code);
      code = parent == null ? null : rows.get(parent).row().parentCode();
    }
    return isVillage(root) ? root : null;
  }

  private boolean isVillage(String code) {
    return official
        && code.length() == VILLAGE_DIGITS
        && GridCodes.isOfficial(code)
        && code.startsWith(root);
  }

  private List<String> numbers(Group group, List<Integer> own, Set<String> taken) {
    List<Coordinate> places =
        own.stream().map(i -> rows.get(i).row().geometry().getEnvelopeInternal().centre()).toList();
    String village = group.village();
    if (village != null) {
      try {
        return codes.number(village, group.role(), places, taken);
      } catch (ProblemException usedUp) {
        notes.add(
            "The scheme has not enough numbers for "
                + CountedNoun.of(own.size(), "grid")
                + " of the village "
                + village
                + "; they bear its code and a number until a plan divides them among villages.");
      }
    }
    String area = village == null ? root : village;
    List<String> plain = new ArrayList<>();
    for (int number = 1; plain.size() < own.size(); number++) {
      String code = area + String.format(Locale.ROOT, "-%03d", number);
      if (!taken.contains(code)) {
        plain.add(code);
      }
    }
    return plain;
  }

  private void noteGiven(List<Integer> own, List<String> fresh) {
    List<String> without = new ArrayList<>();
    Map<Integer, String> replaced = new TreeMap<>();
    for (int k = 0; k < fresh.size(); k++) {
      if (rows.get(own.get(k)).row().coded()) {
        replaced.put(own.get(k), fresh.get(k));
      } else {
        without.add(fresh.get(k));
      }
    }
    if (!without.isEmpty()) {
      notes.add(
          CountedNoun.of(without.size(), "grid")
              + (without.size() == 1 ? " has" : " have")
              + " no code in the file and got "
              + range(without)
              + ".");
    }
    if (!replaced.isEmpty()) {
      StringBuilder note =
          new StringBuilder(
              CountedNoun.of(replaced.size(), "code")
                  + (replaced.size() == 1 ? " does" : " do")
                  + " not follow the scheme of "
                  + root
                  + " and made room for one that does:");
      replaced.entrySet().stream()
          .limit(MOST_SHOWN)
          .forEach(one ->
              note.append("\n  ").append(place(one.getKey())).append(": ").append(one.getValue()));
      if (replaced.size() > MOST_SHOWN) {
        note.append("\n  … and ").append(replaced.size() - MOST_SHOWN).append(" more");
      }
      notes.add(note.toString());
    }
  }

  /** The rows with their codes; a code that made room is the name of what has none. */
  private List<GridRow> renamed() {
    List<GridRow> renamed = new ArrayList<>();
    for (int i = 0; i < given.length; i++) {
      GridRow row = rows.get(i).row();
      String parent = row.parentCode();
      Integer parentRow = parent == null ? null : byOwnCode.get(parent);
      String code = Objects.requireNonNull(given[i]);
      boolean madeRoom =
          row.coded() && !code.equals(row.code()) && !DIGITS.matcher(row.code()).matches();
      renamed.add(
          new GridRow(
              row.row(),
              code,
              true,
              madeRoom && row.name() == null ? row.code() : row.name(),
              parentRow == null ? parent : given[parentRow],
              row.level(),
              row.kind(),
              row.geometry()));
    }
    return renamed;
  }
}
