package org.gridmap.backend.sql;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Logins of the pools beside the application's own, all on the same database.
 *
 * @param map tiles and map collections
 * @param audit the audit log
 * @param job work of the system
 */
@Validated
@ConfigurationProperties("gridmap.pools")
record PoolProperties(@Valid Login map, @Valid Login audit, @Valid Login job) {
  /**
   * @param username role of the database
   * @param password its password
   * @param size most connections at a time
   */
  record Login(
      @NotBlank String username,
      @NotBlank String password,
      @DefaultValue("4") @Min(1) @Max(64) int size) {}
}
