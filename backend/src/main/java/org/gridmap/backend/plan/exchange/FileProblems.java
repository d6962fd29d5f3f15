package org.gridmap.backend.plan.exchange;

import java.util.List;
import java.util.Map;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.ProblemType;
import org.gridmap.backend.web.WebProblems;
import org.gridmap.geodata.source.UnreadableFileException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of problem that a file of grids can meet. */
@Configuration(proxyBeanMethods = false)
class FileProblems {
  static final ProblemType FILE_REJECTED =
      new ProblemType("file-rejected", 422, "The file cannot be read");
  static final ProblemType LAYER_NEEDED =
      new ProblemType("layer-needed", 422, "The file holds several layers");
  static final ProblemType CRS_UNSUPPORTED =
      new ProblemType("crs-unsupported", 422, "The coordinate system is not known");
  static final ProblemType CRS_SUSPECT =
      new ProblemType("crs-suspect", 422, "The file does not lie where it says");
  static final ProblemType GEOMETRY_TOO_COMPLEX =
      new ProblemType("geometry-too-complex", 422, "The borders are too complex");
  static final ProblemType COVERAGE_INVALID =
      new ProblemType("coverage-invalid", 422, "The grids of the file are no division");
  static final ProblemType FORMAT_UNAVAILABLE =
      new ProblemType("format-unavailable", 503, "This server cannot write or read the format");

  @Bean
  ProblemType.Catalogue problemsOfPlanFiles() {
    return () ->
        List.of(
            FILE_REJECTED,
            LAYER_NEEDED,
            CRS_UNSUPPORTED,
            CRS_SUSPECT,
            GEOMETRY_TOO_COMPLEX,
            COVERAGE_INVALID,
            FORMAT_UNAVAILABLE);
  }

  /** What a file that cannot be read is told as. */
  static ProblemException of(UnreadableFileException unreadable) {
    if (!unreadable.layers().isEmpty()) {
      return new ProblemException(
          LAYER_NEEDED,
          "Choose the layer that holds the grids.",
          Map.of("layers", unreadable.layers()));
    }
    ProblemType type =
        switch (unreadable.slug()) {
          case "payload-too-large" -> WebProblems.PAYLOAD_TOO_LARGE;
          case "crs-unsupported" -> CRS_UNSUPPORTED;
          case "crs-suspect" -> CRS_SUSPECT;
          case "geometry-too-complex" -> GEOMETRY_TOO_COMPLEX;
          case "dependency-unavailable" -> FORMAT_UNAVAILABLE;
          default -> FILE_REJECTED;
        };
    return new ProblemException(type, unreadable.getMessage());
  }
}
