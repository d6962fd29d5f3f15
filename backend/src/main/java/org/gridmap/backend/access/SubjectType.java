package org.gridmap.backend.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Kind of thing that somebody may be refused, and that an entry of the audit log is about. The log
 * is kept for years: a value that was written once is never removed from here.
 */
public enum SubjectType {
  @JsonProperty("resident")
  RESIDENT,
  @JsonProperty("household")
  HOUSEHOLD,
  @JsonProperty("house")
  HOUSE,
  @JsonProperty("photo")
  PHOTO,
  @JsonProperty("grid")
  GRID,
  @JsonProperty("division")
  DIVISION,
  @JsonProperty("plan")
  PLAN,
  @JsonProperty("organisation")
  ORGANISATION,
  @JsonProperty("staff")
  STAFF,
  @JsonProperty("assignment")
  ASSIGNMENT,
  @JsonProperty("station")
  STATION,
  @JsonProperty("resource")
  RESOURCE,
  @JsonProperty("event")
  EVENT,
  @JsonProperty("account")
  ACCOUNT;

  /** Its name in the database and in the API, such as {@code resident}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of that name, in upper or lower case. */
  public static Optional<SubjectType> find(String word) {
    return Arrays.stream(values()).filter(one -> one.name().equalsIgnoreCase(word)).findFirst();
  }
}
