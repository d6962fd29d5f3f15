package org.gridmap.backend.event.open311;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param jurisdiction what clients call this town
 * @param contact whom to ask about the interface and for a key
 * @param reads so many reads at once come from one neighbourhood of addresses
 * @param readRefill after how long it has one more of them
 */
@Validated
@ConfigurationProperties("gridmap.open311")
record Open311Properties(
    @DefaultValue("gridmap") @NotBlank String jurisdiction,
    @DefaultValue("") @NotNull String contact,
    @DefaultValue("300") @Min(1) @Max(1_000_000) int reads,
    @DefaultValue("200ms") @DurationMin(millis = 1) Duration readRefill) {}
