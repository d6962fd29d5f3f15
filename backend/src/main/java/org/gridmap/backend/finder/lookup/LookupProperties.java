package org.gridmap.backend.finder.lookup;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How often an account may match by more than the mask shows.
 *
 * @param mostPerDay look-ups in any 24 hours
 * @param mostAboutOnePerHour different ones in any hour that touch one person, or that miss with
 *     one family name or with the shown digits of one phone
 */
@Validated
@ConfigurationProperties("gridmap.lookup")
record LookupProperties(
    @Min(1) @Max(100_000) int mostPerDay, @Min(1) @Max(10_000) int mostAboutOnePerHour) {}
