package org.gridmap.backend.register.load;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long things are kept.
 *
 * @param keepRemoved removed households and residents; then they are destroyed
 * @param keepReveals the log of reveals for quotas
 * @param keepIdempotencyKeys answers for clients that repeat a request
 */
@ConfigurationProperties("gridmap.register")
record RegisterProperties(
    Duration keepRemoved, Duration keepReveals, Duration keepIdempotencyKeys) {}
