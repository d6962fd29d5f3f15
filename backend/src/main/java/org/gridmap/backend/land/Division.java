package org.gridmap.backend.land;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** 划分方案: one complete division of an area into grids. */
@Entity
class Division {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @Version private long version;

  private String rootCode;
  private String name;

  @Enumerated(EnumType.STRING)
  private DivisionStatus status;

  private boolean shown;
  private boolean synthetic;
  private String source;
  private String attribution;

  /** Interval of validity in PostgreSQL's range notation; null for a draft. */
  @Column(columnDefinition = "tstzrange")
  @ColumnTransformer(read = "valid::text", write = "?::tstzrange")
  private @Nullable String valid;

  @SuppressWarnings("NullAway.Init") // filled by Hibernate
  protected Division() {}

  /**
   * @param validFrom moment from which it is in force, as the database writes it; null for a draft
   */
  Division(DivisionDraft draft, @Nullable String validFrom, boolean shown) {
    this.rootCode = draft.rootCode();
    this.name = draft.name();
    this.source = draft.source();
    this.attribution = draft.attribution();
    this.synthetic = draft.synthetic();
    this.status = validFrom == null ? DivisionStatus.DRAFT : DivisionStatus.PUBLISHED;
    this.shown = shown;
    this.valid = validFrom == null ? null : "[" + validFrom + ",)";
  }

  long id() {
    if (id == null) {
      throw new IllegalStateException("not stored yet");
    }
    return id;
  }

  String rootCode() {
    return rootCode;
  }

  DivisionStatus status() {
    return status;
  }

  void hide() {
    shown = false;
  }
}
