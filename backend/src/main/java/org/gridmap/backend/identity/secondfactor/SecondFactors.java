package org.gridmap.backend.identity.secondfactor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.gridmap.backend.audit.cipher.FieldCipher;
import org.gridmap.backend.audit.cipher.SealedColumns;
import org.gridmap.backend.identity.AccountChanges;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.ProblemType;
import org.gridmap.backend.web.WebProblems;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Second factors of accounts. How often somebody may try is for the caller to limit: a code has six
 * digits only.
 */
@Component
public class SecondFactors implements SealedColumns, ProblemType.Catalogue {
  public static final ProblemType ALREADY_ENROLLED =
      new ProblemType("second-factor-enrolled", 409, "This account has a second factor already");

  private static final String TABLE = "account.second_factor";
  private static final String COLUMN = "secret";
  private static final String ISSUER = "GridMap";
  private static final Duration PENDING = Duration.ofMinutes(10);

  /**
   * What the owner of an account puts into his phone.
   *
   * @param secret base 32
   * @param uri the secret as a phone reads it
   * @param qrSvg the address as a QR code
   */
  public record Enrolment(String secret, String uri, String qrSvg) {}

  /** What a given code turned out to be. */
  public enum FactorProof {
    CODE,
    RECOVERY_CODE,
    NOTHING
  }

  private record StoredFactor(byte[] secret, long lastStep, boolean confirmed) {}

  private final JdbcClient jdbc;
  private final FieldCipher cipher;
  private final RecoveryCodes recovery;
  private final AccountChanges changes;

  SecondFactors(
      JdbcClient jdbc, FieldCipher cipher, RecoveryCodes recovery, AccountChanges changes) {
    this.jdbc = jdbc;
    this.cipher = cipher;
    this.recovery = recovery;
    this.changes = changes;
  }

  /**
   * Makes a secret, which counts for nothing until a code of it was shown. One that was made within
   * the last ten minutes stays: the phone may have it already when the page is loaded again.
   *
   * @throws ProblemException {@code second-factor-enrolled} if the account has one
   */
  @Transactional
  public Enrolment begin(long accountId, String login) {
    jdbc.sql(
            """
            INSERT INTO account.second_factor AS f (account_id, secret) VALUES (?, ?)
            ON CONFLICT (account_id)
              DO UPDATE SET secret = excluded.secret, last_step = 0, created_at = excluded.created_at
              WHERE f.confirmed_at IS NULL AND f.created_at <= now() - make_interval(secs => ?)
            """)
        .params(
            accountId, cipher.seal(Totp.newSecret(), TABLE, COLUMN, accountId), PENDING.toSeconds())
        .update();
    StoredFactor pending =
        read(accountId)
            .filter(one -> !one.confirmed())
            .orElseThrow(() ->
                new ProblemException(
                    ALREADY_ENROLLED, "Remove the second factor first, with a code of it."));
    String secret = cipher.open(pending.secret(), TABLE, COLUMN, accountId);
    String uri =
        "otpauth://totp/%1$s:%2$s?secret=%3$s&issuer=%1$s".formatted(ISSUER, login, secret);
    return new Enrolment(secret, uri, QrCode.svg(uri));
  }

  /**
   * Makes the secret count.
   *
   * @param code a code of it, which is spent thereby
   * @return recovery codes, which nobody can read again
   * @throws ProblemException {@code validation-failed} if the code is wrong, or none was begun
   */
  @Transactional
  public List<String> confirm(long accountId, String code) {
    Optional<StoredFactor> stored = read(accountId).filter(one -> !one.confirmed());
    if (stored.isEmpty() || !spend(accountId, stored.get(), code)) {
      throw new ProblemException(
          WebProblems.VALIDATION_FAILED, "The code is wrong. Check the clock of the phone.");
    }
    jdbc.sql("UPDATE account.second_factor SET confirmed_at = now() WHERE account_id = ?")
        .param(accountId)
        .update();
    changes.changed(accountId);
    return recovery.replace(accountId);
  }

  /** Tries a code from the phone, or a recovery code; either is good once. */
  @Transactional
  public FactorProof show(long accountId, String code) {
    Optional<StoredFactor> stored = read(accountId).filter(StoredFactor::confirmed);
    if (stored.isEmpty()) {
      return FactorProof.NOTHING;
    }
    String plain = code.replaceAll("\\s", "");
    if (plain.matches("[0-9]{6}")) {
      return spend(accountId, stored.get(), plain) ? FactorProof.CODE : FactorProof.NOTHING;
    }
    return recovery.spend(accountId, plain) ? FactorProof.RECOVERY_CODE : FactorProof.NOTHING;
  }

  /** Takes the second factor away, with its recovery codes. */
  @Transactional
  public void remove(long accountId) {
    jdbc.sql("DELETE FROM account.second_factor WHERE account_id = ?").param(accountId).update();
    recovery.remove(accountId);
    changes.changed(accountId);
  }

  /** Recovery codes that were not spent yet. */
  public int recoveryCodesLeft(long accountId) {
    return recovery.left(accountId);
  }

  @Override
  public List<SealedColumn> listColumns() {
    return List.of(new SealedColumn(TABLE, "account_id", COLUMN));
  }

  @Override
  public List<ProblemType> listTypes() {
    return List.of(ALREADY_ENROLLED);
  }

  /** Whoever moves the step forward first has used the code: a second one finds it spent. */
  private boolean spend(long accountId, StoredFactor stored, String code) {
    String secret = cipher.open(stored.secret(), TABLE, COLUMN, accountId);
    OptionalLong step = Totp.findStep(secret, code, Totp.step(Instant.now().getEpochSecond()));
    return step.isPresent()
        && jdbc.sql(
                    """
                    UPDATE account.second_factor SET last_step = ?
                    WHERE account_id = ? AND last_step < ?
                    """)
                .params(step.getAsLong(), accountId, step.getAsLong())
                .update()
            == 1;
  }

  private Optional<StoredFactor> read(long accountId) {
    return jdbc.sql(
            """
            SELECT secret, last_step, confirmed_at IS NOT NULL AS confirmed
            FROM account.second_factor WHERE account_id = ?
            """)
        .param(accountId)
        .query(StoredFactor.class)
        .optional();
  }
}
