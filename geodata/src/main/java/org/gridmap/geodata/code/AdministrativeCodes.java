package org.gridmap.geodata.code;

import java.util.Optional;

public final class AdministrativeCodes {
  private AdministrativeCodes() {}

  public static Optional<String> findName(String code) {
    return Optional.empty();
  }
}
