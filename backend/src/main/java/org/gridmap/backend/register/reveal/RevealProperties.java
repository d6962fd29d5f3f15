package org.gridmap.backend.register.reveal;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How much an account may look at.
 *
 * @param mostPerHour reveals of one account in any hour
 * @param mostPerDay reveals of one account in any 24 hours
 * @param childrenOpen how long the children of a household stay readable after they were opened
 */
@Validated
@ConfigurationProperties("gridmap.reveal")
record RevealProperties(
    @Min(1) @Max(100_000) int mostPerHour,
    @Min(1) @Max(1_000_000) int mostPerDay,
    Duration childrenOpen) {}
