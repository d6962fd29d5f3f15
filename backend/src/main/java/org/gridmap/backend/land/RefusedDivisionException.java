package org.gridmap.backend.land;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.geodata.coverage.Finding;

/** A division that may not come into force. Nothing was stored. */
public final class RefusedDivisionException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Reason {
    /** Another division of the area was published since the base was. */
    OUTDATED,
    /** It would begin before the division that it replaces. */
    TOO_EARLY,
    /** The land is not covered once and only once. */
    INEXACT
  }

  private final Reason reason;
  private final transient List<Finding> findings;

  RefusedDivisionException(Reason reason, List<Finding> findings) {
    super(reason.name());
    this.reason = reason;
    this.findings = List.copyOf(findings);
  }

  public Reason reason() {
    return reason;
  }

  /** The findings of the coverage check; empty for other reasons. */
  public List<Finding> findings() {
    return findings;
  }

  /** Codes of other areas than one that its findings name. */
  public Set<String> areasBeside(String rootCode) {
    return findings.stream()
        .flatMap(finding -> finding.grids().stream())
        .filter(code -> !code.equals(rootCode))
        .collect(Collectors.toSet());
  }
}
