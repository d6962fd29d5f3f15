package org.gridmap.backend.register.reveal;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be revealed of a resident. */
enum RevealField {
  NAME(null),
  /** One of the resident's own phones. */
  PHONE("OWN"),
  ID_NUMBER(null),
  NOTE(null),
  WORKPLACE(null),
  /** One of the phones of others, with the name of its holder. */
  EMERGENCY_CONTACT("EMERGENCY");

  private final @Nullable String phoneKind;

  RevealField(@Nullable String phoneKind) {
    this.phoneKind = phoneKind;
  }

  /** The kind of phone that it is; null where it is none. */
  @Nullable String phoneKind() {
    return phoneKind;
  }

  static Optional<RevealField> find(@Nullable String name) {
    return Arrays.stream(values()).filter(field -> field.name().equals(name)).findFirst();
  }
}
