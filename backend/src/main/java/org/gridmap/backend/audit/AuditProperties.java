package org.gridmap.backend.audit;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param home folder of everything that this installation keeps beside the database
 */
@Validated
@ConfigurationProperties("gridmap")
record AuditProperties(@NotNull Path home, @DefaultValue @Valid Audit audit) {
  /**
   * @param anchorEvery how often the end of the chain is written down outside of the database; what
   *     happens to younger entries is found by the chain alone
   * @param verifyWithin a verification that takes longer is given up: it cannot tell
   */
  record Audit(
      @DefaultValue("1m") @NotNull Duration anchorEvery,
      @DefaultValue("10m") @NotNull Duration verifyWithin) {}
}
