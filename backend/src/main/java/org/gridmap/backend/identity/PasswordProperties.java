package org.gridmap.backend.identity;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a password costs, to check and to guess.
 *
 * @param hashMemoryKib memory of one Argon2id hash in KiB; less than the default is for tests
 * @param hashPasses how often Argon2id goes over that memory
 * @param hashesAtOnce hashes worked out at the same time; 0 leaves half of the processors to the
 *     map
 * @param hashesWaiting hashes that may wait for their turn; more are turned away at once
 */
@Validated
@ConfigurationProperties("gridmap.password")
public record PasswordProperties(
    @DefaultValue("19456") @Min(64) @Max(1_048_576) int hashMemoryKib,
    @DefaultValue("2") @Min(1) @Max(10) int hashPasses,
    @DefaultValue("0") @Min(0) @Max(4) int hashesAtOnce,
    @DefaultValue("8") @Min(1) @Max(64) int hashesWaiting) {
  static final int USUAL_MEMORY_KIB = 19_456;
  private static final int MOST_AT_ONCE = 4;

  /** Hashes worked out at the same time on this machine. */
  public int hashers() {
    int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return hashesAtOnce > 0 ? hashesAtOnce : Math.min(MOST_AT_ONCE, half);
  }

  /** How many passwords may be checked at the same time, waiting ones included. */
  public int signInsAtOnce() {
    return hashers() + hashesWaiting;
  }
}
