package org.gridmap.backend.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gridmap.backend.land.DivisionStatus;
import org.gridmap.backend.land.StoredDivision;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

class IntakeReportTextTest {
  @Test
  void an_import_on_a_neighbours_land_says_whose_it_is_how_much_and_where() {
    StoredDivision division =
        new StoredDivision(
            7,
            "350582103221",
            "邻村",
            DivisionStatus.DRAFT,
            3,
            Map.of(1, 1L, 2, 2L),
            Map.of(),
            0,
            new Envelope(118, 119, 24, 25),
            List.of(
                new StoredDivision.Overlap(
                    "350582103220", "洋埭村", 12_345.6, new Coordinate(118.5, 24.8))));
    IntakeReport report = new IntakeReport(Map.of(), List.of(), 3, 0, 0, division, false);
    assertThat(IntakeReportText.of(report))
        .contains(
            "It is a draft because 12,346 m² of it belong to 洋埭村 (350582103220), which is in force:"
                + " look at 118.5000000 24.8000000.");
  }
}
