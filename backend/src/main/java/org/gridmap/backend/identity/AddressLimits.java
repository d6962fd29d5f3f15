package org.gridmap.backend.identity;

import java.time.Duration;

/**
 * Counts what comes from one neighbourhood of addresses without anybody having signed in, for all
 * servers together.
 */
public interface AddressLimits {

  /** What is counted separately. */
  enum Door {
    /** Reading what is public. */
    PUBLIC_READ,
    /** Keys of programs that report. */
    REPORT_KEY,
    /** Signatures of platforms. */
    SIGNATURE
  }

  /**
   * How much is let through.
   *
   * @param most so many at once
   * @param refill one more after so long
   */
  record Allowance(int most, Duration refill) {}

  /**
   * Lets one request through and counts it, before anything of it is looked at.
   *
   * @param address of the network
   * @throws org.gridmap.backend.web.ProblemException rate-limited if there were too many
   */
  void admit(Door door, String address, Allowance allowance);

  /** Gives back what a request was counted that turned out right. */
  void takeBack(Door door, String address);
}
