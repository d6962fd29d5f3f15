package org.gridmap.backend.publication;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a plan may come into force.
 *
 * @param furthest how far ahead that may be
 */
@Validated
@ConfigurationProperties("gridmap.publication")
record PublicationProperties(@NotNull @DefaultValue("366d") Duration furthest) {}
