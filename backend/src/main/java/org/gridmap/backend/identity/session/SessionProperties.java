package org.gridmap.backend.identity.session;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a session lives and how often somebody may guess.
 *
 * @param idle a session ends when nothing was asked for so long
 * @param absolute a session ends so long after its login, whatever was asked
 * @param wrongGuesses wrong guesses in a row at one login before it is closed for a while
 * @param firstLock for how long; each further wrong guess doubles it
 * @param longestLock it is never closed for longer
 * @param addressGuesses wrong guesses that one neighbourhood of addresses has at once, whatever the
 *     logins
 * @param addressRefill after how long it has one more of them
 * @param ipv4Prefix bits of an IPv4 address that make a neighbourhood
 * @param ipv6Prefix bits of an IPv6 address that make one
 * @param knownDevice how long a browser is known after somebody came in with it
 */
@Validated
@ConfigurationProperties("gridmap.session")
record SessionProperties(
    @DefaultValue("15m") @DurationMin(seconds = 1) @DurationMax(hours = 12) Duration idle,
    @DefaultValue("12h") @DurationMin(seconds = 1) @DurationMax(hours = 24) Duration absolute,
    @DefaultValue("5") @Min(1) @Max(20) int wrongGuesses,
    @DefaultValue("1m") @DurationMin(seconds = 1) Duration firstLock,
    @DefaultValue("15m") @DurationMin(seconds = 1) Duration longestLock,
    @DefaultValue("30") @Min(1) @Max(1_000_000) int addressGuesses,
    @DefaultValue("30s") @DurationMin(millis = 1) Duration addressRefill,
    @DefaultValue("24") @Min(8) @Max(32) int ipv4Prefix,
    @DefaultValue("56") @Min(32) @Max(128) int ipv6Prefix,
    @DefaultValue("180d") @DurationMin(days = 1) @DurationMax(days = 400) Duration knownDevice) {}
