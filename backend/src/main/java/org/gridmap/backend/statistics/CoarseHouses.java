package org.gridmap.backend.statistics;

import org.gridmap.backend.audit.cipher.KeyedDigest;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.statistics.CoarseCells.Place;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The cells of all houses of the town, shared by everything that discloses coarse counts. */
@Component
class CoarseHouses {
  private static final SqlFile PLACES = SqlFile.of(CoarseHouses.class, "house-places.sql");
  private static final String PURPOSE = "coarse-counts";

  private final JdbcClient job;
  private final KeyedDigest keyed;

  CoarseHouses(@JobPool JdbcClient job, KeyedDigest keyed) {
    this.job = job;
    this.keyed = keyed;
  }

  /** The cells as they are now, read in the transaction of the caller. */
  CoarseCells cells() {
    return new CoarseCells(
        PLACES
            .on(job)
            .query((row, n) ->
                new Place(
                    row.getLong("id"),
                    row.getDouble("lon"),
                    row.getDouble("lat"),
                    row.getLong("living_square_metres")))
            .list(),
        message -> keyed.of(PURPOSE, message));
  }
}
