package org.gridmap.backend.identity.session;

import java.util.Optional;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.identity.ApiKeys;
import org.gridmap.backend.identity.EffectiveRightsCache;
import org.springframework.stereotype.Component;

/** Access tokens that report events are the keys of Open311. */
@Component
class ReportingKeys implements ApiKeys {
  private final Tokens tokens;
  private final EffectiveRightsCache standings;

  ReportingKeys(Tokens tokens, EffectiveRightsCache standings) {
    this.tokens = tokens;
    this.standings = standings;
  }

  @Override
  public Optional<Caller> find(String key) {
    return tokens
        .find(key)
        .filter(token -> token.use() == Tokens.TokenUse.REPORT)
        .flatMap(token -> standings.find(token.accountId()))
        .flatMap(standing -> standing.forProgram(Tokens.TokenUse.REPORT.right()));
  }
}
