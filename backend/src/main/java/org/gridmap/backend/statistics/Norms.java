package org.gridmap.backend.statistics;

import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The size that grids should have: as the settings say, or, from {@link NormBook}, as it counts now
 * for everybody who tells, colours or checks it.
 *
 * @param norms of several that fit a grid the first counts; a grid that none fits has no norm
 */
@Validated
@ConfigurationProperties("gridmap")
public record Norms(List<@Valid Norm> norms) {
  public Norms {
    norms = norms == null ? List.of() : List.copyOf(norms);
  }

  /** The norm of a grid; empty if its size is free. */
  public Optional<Norm> find(Norm.Subject grid) {
    return norms.stream().filter(norm -> norm.fits(grid)).findFirst();
  }
}
