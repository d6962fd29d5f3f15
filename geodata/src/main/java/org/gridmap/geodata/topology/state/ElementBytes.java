package org.gridmap.geodata.topology.state;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.PartitionGrid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/** What states and changes have in common when they are written as bytes. */
final class ElementBytes {
  private ElementBytes() {}

  static void write(DataOutputStream out, PartitionGrid grid) throws IOException {
    out.writeUTF(grid.code());
    out.writeUTF(grid.name());
    text(out, grid.parentCode());
    text(out, grid.levelName());
    out.writeUTF(grid.kind().name());
    out.writeBoolean(grid.leaf());
  }

  static void write(DataOutputStream out, OpenLand land) throws IOException {
    out.writeLong(land.id());
    out.writeUTF(land.kind().name());
    out.writeInt(land.claims().size());
    for (String claim : land.claims()) {
      out.writeUTF(claim);
    }
    out.writeDouble(land.areaSquareMetres());
    writePlace(out, land.place());
    text(out, land.allowed());
  }

  private static void text(DataOutputStream out, @Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  /** An edge without its points. */
  static void writeSides(DataOutputStream out, Edge edge) throws IOException {
    out.writeLong(edge.id());
    out.writeLong(edge.from());
    out.writeLong(edge.to());
    out.writeUTF(edge.left());
    out.writeUTF(edge.right());
    out.writeBoolean(edge.locked());
  }

  static Edge sides(DataInputStream in) throws IOException {
    return new Edge(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readUTF(),
        in.readUTF(),
        in.readBoolean(),
        List.of());
  }

  static Edge along(Edge sides, List<Coordinate> points) {
    return new Edge(
        sides.id(), sides.from(), sides.to(), sides.left(), sides.right(), sides.locked(), points);
  }

  static PartitionGrid grid(DataInputStream in) throws IOException {
    return new PartitionGrid(
        in.readUTF(),
        in.readUTF(),
        text(in),
        text(in),
        GridKind.valueOf(in.readUTF()),
        in.readBoolean());
  }

  static OpenLand land(DataInputStream in) throws IOException {
    long id = in.readLong();
    OpenLand.OpenLandKind kind = OpenLand.OpenLandKind.valueOf(in.readUTF());
    List<String> claims = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      claims.add(in.readUTF());
    }
    double area = in.readDouble();
    Coordinate place = place(in);
    return new OpenLand(id, kind, claims, area, place, text(in));
  }

  private static @Nullable String text(DataInputStream in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }

  static void writePlace(DataOutputStream out, Coordinate place) throws IOException {
    out.writeDouble(place.x);
    out.writeDouble(place.y);
  }

  static Coordinate place(DataInputStream in) throws IOException {
    return new Coordinate(in.readDouble(), in.readDouble());
  }
}
