package org.gridmap.backend.land;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.util.Objects;
import org.gridmap.geodata.code.GridKind;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;

/** 网格: a polygon of responsibility, a node of its division's tree. */
@Entity
class Grid {
  /**
   * Taken from the sequence in blocks before the entity is made, so that inserts travel in batches.
   */
  @Id private long id;

  @Version private @Nullable Long version;

  private long divisionId;
  private @Nullable Long parentId;
  private String code;
  private String name;
  private short level;
  private String levelName;

  @Enumerated(EnumType.STRING)
  private GridKind kind;

  private boolean leaf;
  private short colour;

  @Column(columnDefinition = "geometry(MultiPolygon,4490)")
  private MultiPolygon geom;

  @Column(columnDefinition = "geometry(Point,4490)")
  private Point labelPoint;

  private double areaSquareMetres;
  private int houseCount;
  private int residentCount;

  @SuppressWarnings("NullAway.Init") // filled by Hibernate
  protected Grid() {}

  Grid(
      long id,
      long divisionId,
      @Nullable Long parentId,
      GridTree.Node node,
      String usualLevelName,
      short colour,
      Point labelPoint,
      double areaSquareMetres) {
    this.id = id;
    this.divisionId = divisionId;
    this.parentId = parentId;
    this.code = node.draft().code();
    this.name = node.draft().name();
    this.level = (short) node.level();
    this.levelName = Objects.requireNonNullElse(node.draft().levelName(), usualLevelName);
    this.kind = node.draft().kind();
    this.leaf = node.leaf();
    this.colour = colour;
    this.geom = node.draft().geometry();
    this.labelPoint = labelPoint;
    this.areaSquareMetres = areaSquareMetres;
  }
}
