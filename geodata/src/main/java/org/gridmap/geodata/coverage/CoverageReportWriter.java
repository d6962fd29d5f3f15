package org.gridmap.geodata.coverage;

import java.io.OutputStream;

public final class CoverageReportWriter {
  private CoverageReportWriter() {}

  public static void writeText(CoverageReport r, OutputStream o) {}

  public static void writeJson(CoverageReport r, OutputStream o) {}

  public static void writeGeoJson(CoverageReport r, OutputStream o) {}
}
