package org.gridmap.backend.intake;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param sample what the first start of an empty database loads; null for nothing
 */
@ConfigurationProperties("gridmap.intake")
record IntakeProperties(@Nullable Sample sample) {}
