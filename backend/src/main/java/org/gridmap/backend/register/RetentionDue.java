package org.gridmap.backend.register;

import java.time.Duration;

/**
 * Event: every module deletes its log of look-ups at people whose retention has ended, in the
 * transaction of the publisher.
 *
 * @param keepReveals how long such a row is kept
 */
public record RetentionDue(Duration keepReveals) {}
