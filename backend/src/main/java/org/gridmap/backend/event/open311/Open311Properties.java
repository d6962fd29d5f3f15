package org.gridmap.backend.event.open311;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param jurisdiction what clients call this town
 * @param contact whom to ask about the interface and for a key
 */
@Validated
@ConfigurationProperties("gridmap.open311")
record Open311Properties(
    @DefaultValue("gridmap") @NotBlank String jurisdiction,
    @DefaultValue("") @NotNull String contact) {}
