package org.gridmap.backend.audit.cipher;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param home folder of everything that this installation keeps beside the database
 */
@Validated
@ConfigurationProperties("gridmap")
record CipherProperties(@NotNull Path home) {}
