package org.gridmap.geodata.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gridmap.geodata.coverage.CoverageReportWriter.Format;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.io.ParseException;

class CoverageReportWriterTest {

  @Test
  void json_has_the_lists_and_totals_of_the_published_shape() throws Exception {
    String json = write(dirty(), Format.JSON);
    for (String key :
        List.of(
            "polygons",
            "invalid",
            "overlaps",
            "gaps",
            "outside",
            "edgeMismatches",
            "duplicates",
            "multipart",
            "totals")) {
      assertThat(json).contains("\"" + key + "\":");
    }
    assertThat(json)
        .startsWith("{\"polygons\":6,\"clean\":false,")
        .contains("\"a\":\"g0\",\"b\":\"g1\",\"kind\":\"overlap\",\"areaSquareMetres\":")
        .contains("\"kind\":\"enclosed\",\"neighbours\":[\"g4\"]")
        .contains("{\"grid\":\"g5\",\"reason\":\"a border crosses or covers another\"")
        .contains("\"coordinates\":[[[4.0,4.0],[2.0,4.0],[2.0,2.0],[4.0,2.0],[4.0,4.0]]]")
        .contains("\"overlaps\":2,");
    assertThat(balanced(json)).isTrue();
  }

  @Test
  void geojson_is_a_collection_with_one_feature_for_each_finding() throws Exception {
    CoverageReport report = dirty();
    String json = write(report, Format.GEOJSON);
    assertThat(json).startsWith("{\"type\":\"FeatureCollection\"");
    assertThat(json.split("\"type\":\"Feature\"", -1)).hasSize(report.findings().size() + 1);
    assertThat(balanced(json)).isTrue();
  }

  @Test
  void text_says_clean_or_names_grids_and_areas() throws Exception {
    assertThat(write(dirty(), Format.TEXT))
        .contains("6 polygons: not clean", "overlaps: 1", "g0 g1");
    CoverageReport clean = CoverageCheck.check(List.of(), null, CoverageCheckOptions.standard());
    assertThat(write(clean, Format.TEXT)).startsWith("0 polygons: clean");
  }

  private static CoverageReport dirty() throws ParseException {
    return CoverageCheck.check(
        CoverageCheckTest.grids(
            "POLYGON((0 0,4 0,4 4,0 4,0 0))",
            "POLYGON((2 2,6 2,6 6,2 6,2 2))",
            "POLYGON((20 0,24 0,24 4,20 4,20 0))",
            "POLYGON((20 0,24 0,24 4,20 4,20 0))",
            "POLYGON((30 0,39 0,39 9,30 9,30 0),(33 3,36 3,36 6,33 6,33 3))",
            "POLYGON((40 0,44 4,44 0,40 4,40 0))"),
        null,
        CoverageCheckOptions.standard());
  }

  private static String write(CoverageReport report, Format format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CoverageReportWriter.write(report, format, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static boolean balanced(String json) {
    return json.chars().filter(c -> c == '{').count() == json.chars().filter(c -> c == '}').count()
        && json.chars().filter(c -> c == '[').count() == json.chars().filter(c -> c == ']').count();
  }
}
