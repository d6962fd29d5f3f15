package org.gridmap.backend.audit;

import java.util.HashMap;
import java.util.Map;
import org.gridmap.backend.access.DenialListener;
import org.springframework.stereotype.Component;

/** Every refusal leaves an entry before the caller hears of it. */
@Component
class AuditedDenials implements DenialListener {
  private final AuditLog log;

  AuditedDenials(AuditLog log) {
    this.log = log;
  }

  @Override
  public void refused(Refusal refusal) {
    Map<String, String> detail = new HashMap<>();
    detail.put("reason", refusal.reason());
    if (!refusal.method().isEmpty()) {
      detail.put("method", refusal.method());
    }
    if (!refusal.route().isEmpty()) {
      detail.put("route", refusal.route());
    }
    log.record(
        new AuditEvent(
            AuditAction.ACCESS_REFUSED,
            refusal.subjectType(),
            refusal.subjectId(),
            null,
            AuditOutcome.REFUSED,
            detail),
        refusal.caller());
  }
}
