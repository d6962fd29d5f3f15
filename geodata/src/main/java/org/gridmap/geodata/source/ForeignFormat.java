package org.gridmap.geodata.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises formats that people send and that cannot be read, and says what to do with each. */
final class ForeignFormat {

  /** What a spreadsheet needs before it can be read as a table. */
  private static final String AS_TABLE =
      " Save the sheet as CSV (UTF-8), with the borders as WKT in a column named WKT, or points in"
          + " the columns 经度 and 纬度.";

  private static final String GEODATABASE =
      "This is an Esri file geodatabase. Export the layer from it as GeoPackage or Shapefile (ArcGIS"
          + " or QGIS: Export; GDAL: ogr2ogr layer.gpkg folder.gdb LAYER).";

  private ForeignFormat() {}

  /** What the file is, by its first bytes; null if it is none of these. */
  static @Nullable String describe(byte[] head) {
    String start = new String(head, StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u00D0\u00CF\u0011\u00E0")) {
      return "This is an Excel or Word file of the old kind (.xls, .doc)." + AS_TABLE;
    }
    if (start.startsWith("Standard Jet DB", 4) || start.startsWith("Standard ACE DB", 4)) {
      return "This is an Access database (.mdb, also Esri's personal geodatabase). Export the layer"
          + " as GeoPackage or Shapefile.";
    }
    if (start.startsWith("Rar!")
        || start.startsWith("7z\u00BC\u00AF")
        || start.startsWith("BZh")
        || start.startsWith("\u00FD7zXZ")
        || start.startsWith("(\u00B5/\u00FD")) {
      return "This is an archive of a kind that is not read; unpack it, or pack it as ZIP.";
    }
    if (isTar(head)) {
      return "This is a tar archive; unpack it and name the file in it, or pack it as ZIP.";
    }
    if (start.matches("(?s)AC10[0-9]{2}.*")) {
      return "This is an AutoCAD drawing (.dwg); save it as DXF.";
    }
    if (List.of(StandardCharsets.UTF_8, TextEncoding.GB18030).stream()
        .map(encoding -> new String(head, encoding))
        .anyMatch(text -> text.contains("[属性描述]") || text.contains("[地块坐标]"))) {
      return "This is a list of survey points of parcels (界址点坐标 TXT); have it exported as"
          + " Shapefile or GeoPackage.";
    }
    if (start.startsWith("version ") && start.contains("\noid sha256:")) {
      return "This is only a pointer of Git LFS; fetch the file itself with git lfs pull.";
    }
    if (start.stripLeading().startsWith("[")) {
      return "This is a list in JSON, not GeoJSON; its features belong into"
          + " {\"type\":\"FeatureCollection\",\"features\":[…]}.";
    }
    if (start.startsWith("%PDF")) {
      return "This is a PDF; ask for the data it was drawn from.";
    }
    if (start.startsWith("\u0089PNG")
        || start.startsWith("\u00FF\u00D8\u00FF")
        || start.startsWith("II*\0")
        || start.startsWith("MM\0*")) {
      return "This is a picture, which holds no borders; ask for the data it was drawn from.";
    }
    return null;
  }

  /** Whether the bytes are the beginning of a tar archive. */
  static boolean isTar(byte[] head) {
    return head.length > 262
        && new String(head, 257, 5, StandardCharsets.ISO_8859_1).equals("ustar");
  }

  /** What a folder is. */
  static String folder(Set<String> names) {
    return names.stream().anyMatch(name -> name.endsWith(".gdbtable"))
        ? GEODATABASE
        : "This is a folder; name a file in it (of a Shapefile the .shp).";
  }

  /** What a ZIP archive without a readable file is; null if nothing is known about it. */
  static @Nullable String archive(Set<String> names) {
    if (names.stream().anyMatch(name -> name.startsWith("xl/"))) {
      return "This is an Excel workbook (.xlsx)." + AS_TABLE;
    }
    if (names.contains("content.xml") && names.contains("mimetype")) {
      return "This is an OpenDocument file (.ods, .odt)." + AS_TABLE;
    }
    if (names.stream().anyMatch(name -> name.startsWith("word/"))) {
      return "This is a Word document (.docx); ask for the data as a GIS file or a table.";
    }
    if (names.stream().anyMatch(name -> name.endsWith(".gdbtable"))) {
      return GEODATABASE;
    }
    if (names.stream().anyMatch(name -> name.endsWith(".qgs"))) {
      return "This is a QGIS project, which only points at data; export its layer as GeoPackage.";
    }
    return null;
  }
}
