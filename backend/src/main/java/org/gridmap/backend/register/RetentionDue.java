package org.gridmap.backend.register;

import java.time.Duration;

/**
 * What was written down about looks at people is destroyed now, inside the system's transaction
 * that tells it.
 *
 * @param keepReveals how long such a row is kept
 */
public record RetentionDue(Duration keepReveals) {}
