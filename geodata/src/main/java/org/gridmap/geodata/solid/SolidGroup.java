package org.gridmap.geodata.solid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.math.Vector3D;

/**
 * The solids of one class as a graphics card wants them: every face has corners of its own, because
 * each has its own normal.
 */
final class SolidGroup {
  /** Numbers of features are two bytes. */
  static final int MOST_FEATURES = 65_535;

  private static final int FIRST_ROOM = 1024;

  private final SolidClass kind;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();
  private double[] places = new double[3 * FIRST_ROOM];
  private byte[] normals = new byte[3 * FIRST_ROOM];
  private short[] features = new short[FIRST_ROOM];
  private int[] indices = new int[2 * FIRST_ROOM];
  private int vertices;
  private int indexEnd;

  SolidGroup(SolidClass kind) {
    this.kind = kind;
  }

  SolidClass kind() {
    return kind;
  }

  /** What is told of each solid. */
  List<List<@Nullable Object>> rows() {
    return rows;
  }

  int vertices() {
    return vertices;
  }

  int indexCount() {
    return indexEnd;
  }

  int index(int at) {
    return indices[at];
  }

  int feature(int vertex) {
    return features[vertex] & 0xFFFF;
  }

  /** East, up and south of a vertex, metres: the axes of glTF. */
  double place(int vertex, int axis) {
    return places[3 * vertex + axis];
  }

  /** The same of its normal, of a length of 127. */
  byte normal(int vertex, int axis) {
    return normals[3 * vertex + axis];
  }

  /** The greatest distance of a vertex from the origin along an axis. */
  double reach() {
    double reach = 0;
    for (int i = 0; i < 3 * vertices; i++) {
      reach = Math.max(reach, Math.abs(places[i]));
    }
    return reach;
  }

  void add(Solid solid, List<@Nullable Object> row) {
    if (rows.size() == MOST_FEATURES) {
      throw new IllegalStateException("a model has at most " + MOST_FEATURES + " solids");
    }
    int feature = rows.size();
    rows.add(row);
    reserve(
        4 * solid.walls() + solid.cornerCount() + 3 * solid.slopes(), 3 * solid.triangleCount());
    for (int wall = 0; wall < solid.walls(); wall++) {
      addWall(solid, wall, feature);
    }
    int ground = vertices;
    int pairs = solid.cornerCount() - (solid.slopes() > 0 ? 2 : 0);
    for (int corner = 0; corner < pairs; corner++) {
      // Even corners are of the ground, odd ones of the roof.
      addVertex(solid, corner, feature, 0, corner % 2 == 0 ? -127 : 127, 0);
    }
    int slopes = solid.triangleCount() - solid.slopes();
    for (int t = 2 * solid.walls(); t < slopes; t++) {
      for (int k = 0; k < 3; k++) {
        indices[indexEnd++] = ground + solid.corner(t, k);
      }
    }
    for (int t = slopes; t < solid.triangleCount(); t++) {
      addSlope(solid, t, feature);
    }
  }

  private void addSlope(Solid solid, int triangle, int feature) {
    Vector3D a = place(solid, solid.corner(triangle, 0));
    Vector3D b = place(solid, solid.corner(triangle, 1));
    Vector3D c = place(solid, solid.corner(triangle, 2));
    Vector3D out = cross(b.subtract(a), c.subtract(a)).normalize();
    for (int k = 0; k < 3; k++) {
      indices[indexEnd++] = vertices;
      addVertex(
          solid,
          solid.corner(triangle, k),
          feature,
          (int) Math.round(127 * out.getX()),
          (int) Math.round(127 * out.getZ()),
          (int) Math.round(-127 * out.getY()));
    }
  }

  private static Vector3D place(Solid solid, int corner) {
    return Vector3D.create(
        solid.ordinate(corner, 0), solid.ordinate(corner, 1), solid.ordinate(corner, 2));
  }

  private static Vector3D cross(Vector3D a, Vector3D b) {
    return Vector3D.create(
        a.getY() * b.getZ() - a.getZ() * b.getY(),
        a.getZ() * b.getX() - a.getX() * b.getZ(),
        a.getX() * b.getY() - a.getY() * b.getX());
  }

  private void addWall(Solid solid, int wall, int feature) {
    int a = solid.corner(2 * wall, 0);
    int b = solid.corner(2 * wall, 1);
    double east = solid.ordinate(b, 0) - solid.ordinate(a, 0);
    double north = solid.ordinate(b, 1) - solid.ordinate(a, 1);
    double length = Math.hypot(east, north);
    // To the right of the way along it, and south is minus north.
    int x = (int) Math.round(127 * north / length);
    int z = (int) Math.round(127 * east / length);
    int first = vertices;
    addVertex(solid, a, feature, x, 0, z);
    addVertex(solid, b, feature, x, 0, z);
    addVertex(solid, solid.corner(2 * wall, 2), feature, x, 0, z);
    addVertex(solid, solid.corner(2 * wall + 1, 2), feature, x, 0, z);
    for (int corner : new int[] {0, 1, 2, 0, 2, 3}) {
      indices[indexEnd++] = first + corner;
    }
  }

  private void addVertex(Solid solid, int corner, int feature, int x, int y, int z) {
    int at = 3 * vertices;
    places[at] = solid.ordinate(corner, 0);
    places[at + 1] = solid.ordinate(corner, 2);
    places[at + 2] = -solid.ordinate(corner, 1);
    normals[at] = (byte) x;
    normals[at + 1] = (byte) y;
    normals[at + 2] = (byte) z;
    features[vertices] = (short) feature;
    vertices++;
  }

  private void reserve(int moreVertices, int moreIndices) {
    int wanted = vertices + moreVertices;
    if (wanted > features.length) {
      int room = Math.max(wanted, 2 * features.length);
      places = Arrays.copyOf(places, 3 * room);
      normals = Arrays.copyOf(normals, 3 * room);
      features = Arrays.copyOf(features, room);
    }
    if (indexEnd + moreIndices > indices.length) {
      indices = Arrays.copyOf(indices, Math.max(indexEnd + moreIndices, 2 * indices.length));
    }
  }
}
