package org.gridmap.backend.identity.administration;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param home folder of everything that this installation keeps beside the database
 */
@Validated
@ConfigurationProperties("gridmap")
record AdministrationProperties(@NotNull Path home) {
  /** Where the one-time links of the first accounts wait for whoever started the server. */
  Path firstLinks() {
    return StartMode.file(home);
  }
}
