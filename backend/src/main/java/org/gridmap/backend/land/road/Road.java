package org.gridmap.backend.land.road;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.MultiLineString;

/** A road or path. */
@Entity
class Road {
  /** Taken from the sequence in one block, so that inserts travel in batches. */
  @Id private long id;

  @Version private @Nullable Long version;

  private String source;
  private String sourceId;
  private String name;
  private String kind;

  @Column(columnDefinition = "geometry(MultiLineString,4490)")
  private MultiLineString geom;

  private boolean synthetic;
  private String attribution;

  @SuppressWarnings("NullAway.Init") // filled by Hibernate
  protected Road() {}

  Road(long id, String source, boolean synthetic, String attribution, NewRoad road) {
    this.id = id;
    this.source = source;
    this.sourceId = road.sourceId();
    this.name = road.name();
    this.kind = road.kind();
    this.geom = road.geometry();
    this.geom.setSRID(4490);
    this.synthetic = synthetic;
    this.attribution = attribution;
  }
}
