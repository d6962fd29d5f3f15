package org.gridmap.backend.map.tiles3d;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How 3D tiles are kept and drawn.
 *
 * @param cache memory for finished contents and subtrees
 * @param atOnce of them drawn at the same time, fewer than the pool has connections
 * @param patience how long a request waits for its turn before it is told that the server is busy
 */
@Validated
@ConfigurationProperties("gridmap.tiles3d")
record SolidProperties(
    @DefaultValue("128MB") DataSize cache,
    @DefaultValue("4") @Min(1) @Max(64) int atOnce,
    @DefaultValue("10s") Duration patience) {}
