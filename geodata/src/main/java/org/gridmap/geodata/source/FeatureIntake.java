package org.gridmap.geodata.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.gridmap.geodata.crs.CrsEvidence;
import org.gridmap.geodata.crs.CrsRegistry;
import org.gridmap.geodata.crs.ReferenceSystem;
import org.gridmap.geodata.crs.UnsupportedCrsException;
import org.gridmap.geodata.guard.GeometryException;
import org.gridmap.geodata.guard.GeometryGuard;
import org.gridmap.geodata.guard.GuardLimits;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * The steps of every feature from a file to the sink: the reference system is settled and measured
 * on the first features, then each is transformed, guarded, counted and handed on.
 */
final class FeatureIntake {

  /** Features, and vertices, looked at before the reference system is believed. */
  private static final int SAMPLE_FEATURES = 256;

  private static final int SAMPLE_VERTICES = 20_000;

  /** Positions of the sample that are measured against the reference. */
  private static final int MEASURED_POSITIONS = 2_000;

  private final ReadOptions options;
  private final FeatureSink sink;
  private final Runnable progress;
  private final boolean degreesByDefault;
  private final GeometryGuard guard;
  private final List<Sampled> sample = new ArrayList<>();
  private final List<Refused> refusals = new ArrayList<>();
  private final Map<String, Long> kinds = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> watched = new HashSet<>();
  private @Nullable String watchedField;
  private boolean shapesFromText;
  private @Nullable String declaredCode;
  private @Nullable ReferenceSystem declared;
  private @Nullable ReferenceSystem system;
  private int sampleVertices;
  private long rows;
  private long accepted;
  private long refused;
  private long vertices;

  /** A feature that waits for the reference system. */
  private record Sampled(
      long row, @Nullable String id, Map<String, Object> attributes, Geometry geometry) {}

  /** A refused row whose place may still be in the coordinates of the file. */
  private record Refused(long row, RowFault fault, boolean inFileCoordinates) {}

  /**
   * @param degreesByDefault whether the format prescribes WGS 84 degrees, as GeoJSON does
   * @param progress called about every thousand rows
   */
  FeatureIntake(
      ReadOptions options, FeatureSink sink, boolean degreesByDefault, Runnable progress) {
    this.options = options;
    this.sink = sink;
    this.degreesByDefault = degreesByDefault;
    this.progress = progress;
    this.guard =
        new GeometryGuard(
            GuardLimits.standard().withVerticesPerFeature(options.limits().featureVertices()));
  }

  /** Features seen so far. */
  long rows() {
    return rows;
  }

  /** Notes the system that the file itself names. */
  void declare(String code) throws UnreadableFileException {
    if (code.equals(declaredCode)) {
      return;
    }
    if (declaredCode != null) {
      throw new UnreadableFileException(
          "crs-suspect", "The file names two different coordinate reference systems.");
    }
    try {
      ReferenceSystem found = CrsRegistry.find(code, options.datumChoice());
      if (system != null && options.crs() == null && differs(found, system)) {
        throw new UnreadableFileException(
            "crs-suspect",
            "The file names its coordinate reference system ("
                + found.label()
                + ") only after its features; give it with --crs "
                + found.code()
                + ".");
      }
      declared = found;
      declaredCode = code;
    } catch (UnsupportedCrsException e) {
      throw new UnreadableFileException("crs-unsupported", e.getMessage());
    }
  }

  /** Notes the system that the file describes without a code. */
  void declare(ReferenceSystem described) {
    declared = described;
    declaredCode = described.label();
  }

  /** Takes the next feature of the file, in the coordinates of the file. */
  void accept(
      @Nullable String id,
      Map<String, Object> values,
      @Nullable Geometry geometry,
      int featureVertices,
      @Nullable RowFault given)
      throws UnreadableFileException {
    Map<String, Object> attributes = shapesFromText ? ShapeText.without(values) : values;
    RowFault fault =
        shapesFromText && geometry == null && given == null ? ShapeText.fault(values) : given;
    rows++;
    vertices += featureVertices;
    if (watchedField != null) {
      watched.add(String.valueOf(attributes.get(watchedField)));
    }
    if ((rows & 1023) == 0) {
      progress.run();
    }
    if (rows > options.limits().features()) {
      throw new UnreadableFileException(
          "payload-too-large",
          "The file has more than " + options.limits().features() + " features.");
    }
    if (vertices > options.limits().totalVertices()) {
      throw new UnreadableFileException(
          "geometry-too-complex",
          "The features up to row "
              + rows
              + " have more than "
              + options.limits().totalVertices()
              + " vertices together.");
    }
    if (fault != null) {
      refuse(rows, fault, true);
    } else if (geometry == null) {
      refuse(rows, new RowFault("geometry-invalid", "The row has no geometry.", null), true);
    } else if (featureVertices > options.limits().featureVertices()) {
      refuse(
          rows,
          new RowFault(
              "geometry-too-complex",
              "The feature has "
                  + featureVertices
                  + " vertices; at most "
                  + options.limits().featureVertices()
                  + " are allowed.",
              geometry.getCoordinate()),
          true);
    } else if (system == null) {
      sample.add(new Sampled(rows, id, attributes, geometry));
      sampleVertices += featureVertices;
      if (sample.size() >= SAMPLE_FEATURES || sampleVertices >= SAMPLE_VERTICES) {
        settle();
      }
    } else {
      hand(new Sampled(rows, id, attributes, geometry), system);
    }
  }

  /** Values of one field over all rows, the refused ones too, from now on. */
  Set<String> watch(String field) {
    watchedField = field;
    return watched;
  }

  /** Says that attributes hold the shapes too: they are no fields, and tell what is wrong. */
  void takeShapesFromText() {
    shapesFromText = true;
  }

  /** Notes something that the reader of the report should know. */
  void note(String note) {
    notes.add(note);
  }

  /** Takes a row of which nothing but the reason is known that it cannot be read. */
  void miss(RowFault fault) throws UnreadableFileException {
    accept(null, Map.of(), null, 0, fault);
  }

  /** Ends the reading. */
  ReadReport finish(String format, List<String> furtherNotes) throws UnreadableFileException {
    ReferenceSystem settled = system == null ? settle() : system;
    progress.run();
    notes.addAll(furtherNotes);
    settled.inexactness().ifPresent(notes::add);
    if (options.datumShift() != null) {
      notes.add(
          settled.isShifted()
              ? "datum shifted by " + options.datumShift()
              : "--datum-shift is not used: " + settled.label() + " needs none");
    }
    return new ReadReport(
        format, settled, rows, accepted, refused, 0, kinds, refusals(settled), Map.of(), notes);
  }

  private ReferenceSystem settle() throws UnreadableFileException {
    double[] positions = positions();
    int count = positions.length / 2;
    ReferenceSystem chosen = choose(positions, count);
    if (chosen.isGeographic()) {
      suspect(CrsEvidence.notDegrees(positions, count));
    }
    suspect(CrsEvidence.outsideArea(chosen, positions, count));
    Geometry reference = options.reference();
    if (reference != null) {
      chosen.toLonLat(positions, count);
      suspect(CrsEvidence.shifted(positions, count, reference));
    }
    system = chosen;
    for (Sampled waiting : sample) {
      hand(waiting, chosen);
    }
    sample.clear();
    return chosen;
  }

  private ReferenceSystem choose(double[] positions, int count) throws UnreadableFileException {
    String asked = options.crs();
    try {
      if (asked == null) {
        if (declared != null) {
          return declared;
        }
        if (degreesByDefault || rows == 0) {
          return CrsRegistry.find("EPSG:4326");
        }
        throw new UnreadableFileException(
            "crs-unsupported", CrsEvidence.question(positions, count));
      }
      ReferenceSystem given = CrsRegistry.find(asked, options.datumChoice());
      if (declared != null) {
        contradiction(declared, given, positions, count);
      }
      return given;
    } catch (UnsupportedCrsException e) {
      throw new UnreadableFileException("crs-unsupported", e.getMessage());
    }
  }

  private static void contradiction(
      ReferenceSystem declared, ReferenceSystem given, double[] positions, int count)
      throws UnreadableFileException {
    Optional<String> apart = CrsEvidence.apart(declared, given, positions, count);
    if (apart.isPresent()) {
      throw new UnreadableFileException(
          "crs-suspect",
          "The file says "
              + declared.label()
              + ", --crs says "
              + given.label()
              + "; "
              + apart.get()
              + " Leave --crs out, or correct the file.");
    }
  }

  private static boolean differs(ReferenceSystem one, ReferenceSystem other) {
    return !(one.isStored() && other.isStored())
        && (one.code() == null || !one.code().equals(other.code()));
  }

  private static void suspect(Optional<String> evidence) throws UnreadableFileException {
    if (evidence.isPresent()) {
      throw new UnreadableFileException("crs-suspect", evidence.get());
    }
  }

  /** Some positions of the sample, spread over all of it. */
  private double[] positions() {
    int step = Math.max(1, sampleVertices / MEASURED_POSITIONS);
    double[] positions = new double[2 * (sampleVertices / step + 1)];
    int seen = 0;
    int used = 0;
    for (Sampled waiting : sample) {
      for (Coordinate coordinate : waiting.geometry().getCoordinates()) {
        if (seen++ % step == 0 && 2 * used + 1 < positions.length) {
          positions[2 * used] = coordinate.x;
          positions[2 * used + 1] = coordinate.y;
          used++;
        }
      }
    }
    return java.util.Arrays.copyOf(positions, 2 * used);
  }

  private void hand(Sampled waiting, ReferenceSystem from) {
    if (passes(waiting, from)) {
      accepted++;
      sink.accept(
          new SourceFeature(waiting.row(), waiting.id(), waiting.attributes(), waiting.geometry()));
    }
  }

  /**
   * Guards a feature and refuses it if need be. Its place is judged in degrees, its rings in the
   * coordinates that are handed on.
   */
  private boolean passes(Sampled waiting, ReferenceSystem from) {
    Geometry geometry = waiting.geometry();
    boolean apart = options.drawn() && !from.isStored();
    Geometry placed = from.toLonLat(apart ? geometry.copy() : geometry);
    boolean inFileCoordinates = false;
    try {
      guard.checkSize(placed);
      guard.checkCoordinates(placed);
      Envelope envelope = placed.getEnvelopeInternal();
      if (!CrsEvidence.isNearArea(from, envelope.getMinX(), envelope.getMinY())
          || !CrsEvidence.isNearArea(from, envelope.getMaxX(), envelope.getMaxY())) {
        refuse(
            waiting.row(),
            new RowFault(
                "coordinate-out-of-range",
                "The row lies outside the area of " + from.label() + ".",
                envelope.centre()),
            false);
        return false;
      }
      inFileCoordinates = apart;
      if (!options.invalidKept()) {
        guard.checkValidity(geometry);
      }
      return true;
    } catch (GeometryException e) {
      refuse(
          waiting.row(), new RowFault(e.fault().slug(), sentence(e), e.place()), inFileCoordinates);
      return false;
    }
  }

  private static String sentence(GeometryException e) {
    String message = String.valueOf(e.getMessage());
    return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
  }

  private void refuse(long row, RowFault fault, boolean inFileCoordinates) {
    refused++;
    kinds.merge(ReadReport.Refusal.kind(fault.slug(), fault.reason()), 1L, Long::sum);
    if (refusals.size() < ReadReport.LISTED_REFUSALS) {
      refusals.add(new Refused(row, fault, inFileCoordinates));
    }
  }

  /** The refusals by row; places found before the transformation are transformed now. */
  private List<ReadReport.Refusal> refusals(ReferenceSystem from) {
    List<ReadReport.Refusal> listed = new ArrayList<>(refusals.size());
    for (Refused one : refusals) {
      Coordinate place = one.fault().place();
      if (place != null && one.inFileCoordinates()) {
        double[] position = {place.x, place.y};
        from.toLonLat(position, 1);
        place = new Coordinate(position[0], position[1]);
      }
      if (place != null && !(Math.abs(place.x) <= 180 && Math.abs(place.y) <= 90)) {
        place = null;
      }
      RowFault fault = one.fault();
      listed.add(
          new ReadReport.Refusal(one.row(), place, fault.slug(), fault.reason(), fault.level()));
    }
    listed.sort(Comparator.comparingLong(ReadReport.Refusal::row));
    return listed;
  }
}
