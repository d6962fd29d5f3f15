package org.gridmap.backend.identity.secondfactor;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.codec.binary.Base32;
import org.gridmap.backend.identity.OpaqueToken;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Codes on paper for somebody who lost his phone, each good once. 80 random bits each, so that
 * their plain hash is enough.
 */
@Component
class RecoveryCodes {
  private static final int CODES = 10;
  private static final int BYTES = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final JdbcClient jdbc;

  RecoveryCodes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Makes new codes in place of all older ones: {@code ABCD-EFGH-JKLM-NPQR}. */
  List<String> replace(long accountId) {
    remove(accountId);
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < CODES; i++) {
      byte[] bytes = new byte[BYTES];
      RANDOM.nextBytes(bytes);
      String code = new Base32().encodeToString(bytes);
      jdbc.sql("INSERT INTO account.recovery_code (account_id, code_hash) VALUES (?, ?)")
          .params(accountId, OpaqueToken.hash(code))
          .update();
      codes.add(code.replaceAll("(.{4})(?!$)", "$1-"));
    }
    return codes;
  }

  void remove(long accountId) {
    jdbc.sql("DELETE FROM account.recovery_code WHERE account_id = ?").param(accountId).update();
  }

  /** Spends a code; false if it is none of the account's, or was spent before. */
  boolean spend(long accountId, String code) {
    String plain = code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    return jdbc.sql(
                """
                UPDATE account.recovery_code SET used_at = now()
                WHERE account_id = ? AND code_hash = ? AND used_at IS NULL
                """)
            .params(accountId, OpaqueToken.hash(plain))
            .update()
        == 1;
  }

  /** Codes that were not spent yet. */
  int left(long accountId) {
    return jdbc.sql(
            "SELECT count(*) FROM account.recovery_code WHERE account_id = ? AND used_at IS NULL")
        .param(accountId)
        .query(Integer.class)
        .single();
  }
}
