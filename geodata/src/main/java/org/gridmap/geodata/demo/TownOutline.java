package org.gridmap.geodata.demo;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;

/**
 * Where the village lies on the sheet: its border (a river bank with a riverside road in the east,
 * a ring road in the south, field edges in the west and north) and the main streets through it. The
 * control points are drawn by hand, the seed moves them a little.
 */
final class TownOutline {
  /** Metres between the vertices of a curve. */
  private static final double VERTEX_SPACING = 14;

  /** Stretches the drawing to the wanted three square kilometres. */
  private static final double SCALE = 1.045;

  /** A street drawn before any land is cut. */
  record MainStreet(String name, String kind, Coordinate[] line) {}

  private final SeededRandom random;
  final List<MainStreet> borderStreets = new ArrayList<>();
  final Coordinate[] border;
  final MainStreet northSouth;
  final MainStreet eastWest;
  final MainStreet north;
  final MainStreet southWest;
  final MainStreet southEast;

  TownOutline(SeededRandom random) {
    this.random = random;
    List<Coordinate> river =
        curve(
            30,
            new double[][] {
              {840, 745},
              {905, 560},
              {880, 360},
              {790, 170},
              {800, -20},
              {905, -190},
              {985, -380},
              {960, -570},
              {860, -770}
            });
    List<Coordinate> southRoad =
        curve(
            18,
            new double[][] {
              {860, -770},
              {640, -815},
              {380, -790},
              {110, -750},
              {-180, -770},
              {-460, -810},
              {-760, -745}
            });
    joinAt(river, southRoad);
    List<Coordinate> west =
        fieldEdge(
            new double[][] {
              {-760, -745},
              {-800, -560},
              {-915, -530},
              {-945, -300},
              {-860, -250},
              {-875, 30},
              {-960, 60},
              {-985, 330},
              {-880, 395},
              {-850, 640}
            });
    joinAt(southRoad, west);
    List<Coordinate> northEdge =
        fieldEdge(
            new double[][] {
              {-850, 640},
              {-610, 690},
              {-580, 800},
              {-300, 830},
              {-90, 770},
              {130, 800},
              {180, 890},
              {450, 905},
              {560, 830},
              {840, 745}
            });
    joinAt(west, northEdge);
    joinAt(northEdge, river);
    List<Coordinate> ring = new ArrayList<>();
    for (List<Coordinate> side : List.of(river, southRoad, west, northEdge)) {
      ring.addAll(side.subList(0, side.size() - 1));
    }
    ring.add(ring.get(0).copy());
    border = ring.toArray(Coordinate[]::new);
    borderStreets.add(street("滨江路", "secondary", river));
    borderStreets.add(street("南环路", "secondary", southRoad));

    northSouth =
        street(
            "洋埭大道",
            "primary",
            curve(
                26,
                new double[][] {
                  {95, 1010},
                  {60, 800},
                  {-50, 590},
                  {-85, 350},
                  {-20, 150},
                  {60, -30},
                  {120, -260},
                  {70, -520},
                  {95, -760},
                  {110, -900}
                }));
    eastWest =
        street(
            "埭兴路",
            "primary",
            curve(
                24,
                new double[][] {
                  {-1120, 90},
                  {-870, 20},
                  {-640, -55},
                  {-380, -20},
                  {-150, 60},
                  {60, 20},
                  {290, -80},
                  {560, -60},
                  {800, 10},
                  {1000, 60}
                }));
    north =
        street(
            "锦溪路",
            "secondary",
            curve(
                30,
                new double[][] {
                  {-1120, 300},
                  {-900, 330},
                  {-640, 300},
                  {-420, 370},
                  {-230, 465},
                  {-60, 460},
                  {150, 400},
                  {390, 400},
                  {620, 470},
                  {900, 470},
                  {1050, 480}
                }));
    southWest =
        street(
            "海埭路",
            "secondary",
            curve(
                22,
                new double[][] {
                  {-390, 70}, {-400, -60}, {-450, -240}, {-400, -440}, {-340, -620}, {-385, -900}
                }));
    southEast =
        street(
            "龙埭路",
            "secondary",
            curve(
                22,
                new double[][] {
                  {470, 20}, {490, -110}, {570, -290}, {530, -480}, {440, -640}, {470, -900}
                }));
  }

  private static MainStreet street(String name, String kind, List<Coordinate> line) {
    return new MainStreet(name, kind, line.toArray(Coordinate[]::new));
  }

  private static void joinAt(List<Coordinate> before, List<Coordinate> after) {
    before.set(before.size() - 1, after.get(0).copy());
  }

  /**
   * A Catmull-Rom spline (1974) through control points that the seed has moved by up to {@code
   * jitter}.
   */
  private List<Coordinate> curve(double jitter, double[][] control) {
    double[][] moved = move(jitter, control);
    List<Coordinate> line = new ArrayList<>();
    int last = moved.length - 1;
    for (int i = 0; i < last; i++) {
      double[] a = moved[Math.max(i - 1, 0)];
      double[] b = moved[i];
      double[] c = moved[i + 1];
      double[] d = moved[Math.min(i + 2, last)];
      int steps = Math.max(2, (int) (StrictMath.hypot(c[0] - b[0], c[1] - b[1]) / VERTEX_SPACING));
      for (int s = 0; s < steps; s++) {
        double t = (double) s / steps;
        line.add(
            BlockSplitter.rounded(
                spline(a[0], b[0], c[0], d[0], t), spline(a[1], b[1], c[1], d[1], t)));
      }
    }
    line.add(BlockSplitter.rounded(moved[last][0], moved[last][1]));
    return line;
  }

  private static double spline(double a, double b, double c, double d, double t) {
    return 0.5
        * (2 * b
            + (c - a) * t
            + (2 * a - 5 * b + 4 * c - d) * t * t
            + (3 * b - a - 3 * c + d) * t * t * t);
  }

  /** Straight runs with corners: the edge of paddies. */
  private List<Coordinate> fieldEdge(double[][] control) {
    double[][] moved = move(16, control);
    List<Coordinate> line = new ArrayList<>();
    for (int i = 0; i + 1 < moved.length; i++) {
      double[] a = moved[i];
      double[] b = moved[i + 1];
      int steps = Math.max(1, (int) (StrictMath.hypot(b[0] - a[0], b[1] - a[1]) / 60));
      for (int s = 0; s < steps; s++) {
        double t = (double) s / steps;
        double wobble = s == 0 ? 0 : random.between(-2.5, 2.5);
        line.add(
            BlockSplitter.rounded(
                a[0] + (b[0] - a[0]) * t + wobble, a[1] + (b[1] - a[1]) * t + wobble));
      }
    }
    double[] end = moved[moved.length - 1];
    line.add(BlockSplitter.rounded(end[0], end[1]));
    return line;
  }

  private double[][] move(double jitter, double[][] control) {
    double[][] moved = new double[control.length][];
    for (int i = 0; i < control.length; i++) {
      // Ends stay: the sides of the village must meet there without crossing.
      double reach = i == 0 || i == control.length - 1 ? 0 : jitter;
      moved[i] =
          new double[] {
            control[i][0] * SCALE + random.bell() * reach,
            control[i][1] * SCALE + random.bell() * reach
          };
    }
    return moved;
  }
}
