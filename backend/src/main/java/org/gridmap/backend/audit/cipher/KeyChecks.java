package org.gridmap.backend.audit.cipher;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.RecordRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the database knows of the keys: one value made from each, from which no key can be worked
 * out. A server that comes with other keys, or with none, notices before it seals anything.
 */
@Component
class KeyChecks {
  private static final int CHECK_BYTES = 16;

  private final JdbcClient jdbc;

  KeyChecks(@JobPool JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether something in this database may have been sealed. */
  boolean knowsAny() {
    return !known().isEmpty();
  }

  /**
   * Compares the keys with the check values in the database, and stores check values of new keys.
   *
   * @throws KeyRingException if the database was sealed with a key that is not among these
   */
  void compare(KeySet keys, KeyFile file) {
    TreeMap<Integer, byte[]> known = known();
    known.forEach((version, check) -> {
      SealingKey key = keys.all().get(version);
      if (key == null) {
        throw new KeyRingException(
            "The key file "
                + file.path()
                + " lacks key version "
                + version
                + ", with which data in this database is sealed. Put the newest backup of the file"
                + " back.");
      }
      if (!Arrays.equals(check, check(key))) {
        throw new KeyRingException(
            "Key version "
                + version
                + " in "
                + file.path()
                + " is not the one with which this database is sealed. It belongs to another"
                + " database: set GRIDMAP_HOME to the folder that belongs to this one, or put the"
                + " right file back.");
      }
    });
    keys.all().values().stream()
        .filter(key -> !known.containsKey(key.version()))
        .forEach(key ->
            jdbc.sql(
                    """
                    INSERT INTO sealing_key (version, check_value) VALUES (:version, :check)
                    ON CONFLICT (version) DO NOTHING
                    """)
                .param("version", key.version())
                .param("check", check(key))
                .update());
  }

  /** From now on no file needs to have this key. */
  void forget(int version) {
    jdbc.sql("UPDATE sealing_key SET destroyed_at = now() WHERE version = :version")
        .param("version", version)
        .update();
  }

  private TreeMap<Integer, byte[]> known() {
    record Check(int version, byte[] checkValue) {}
    TreeMap<Integer, byte[]> known = new TreeMap<>();
    jdbc.sql("SELECT version, check_value FROM sealing_key WHERE destroyed_at IS NULL")
        .query(new RecordRowMapper<>(Check.class))
        .list()
        .forEach(check -> known.put(check.version(), check.checkValue()));
    return known;
  }

  private static byte[] check(SealingKey key) {
    SecretKey secret = key.derive(KeyedDigest.ALGORITHM, "key check");
    byte[] full =
        KeyedDigest.mac(
            secret, Integer.toString(key.version()).getBytes(StandardCharsets.US_ASCII));
    return Arrays.copyOf(full, CHECK_BYTES);
  }
}
