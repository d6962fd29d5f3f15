package org.gridmap.backend.audit.cipher;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The versions of the installation's secret. The newest seals, all of them open. Kept in {@code
 * keys.properties} in the installation's home, apart from the database: a dump alone shows nothing.
 *
 * <p>Several processes share the file. Each looks whether it changed before it seals, at most
 * {@link #NOTICE} later than the change, and at once when it meets a version it does not know.
 */
@Component
public final class KeyRing {
  /** After so long every process seals with a new key. */
  static final Duration NOTICE = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

  private final KeyFile file;
  private final KeyChecks checks;
  private volatile KeySet keys;
  private volatile @Nullable String stamp;
  private volatile long lookedAtNanos;

  /**
   * Reads the keys, and makes the first one for a new installation.
   *
   * @throws KeyRingException if the keys with which the database is sealed are not there
   */
  KeyRing(CipherProperties properties, KeyChecks checks) {
    this.file = KeyFile.in(properties.home());
    this.checks = checks;
    this.keys =
        file.alone(() -> {
          Optional<KeySet> found = file.find();
          if (found.isEmpty()) {
            if (checks.knowsAny()) {
              throw new KeyRingException(
                  "The key file "
                      + file.path()
                      + " is missing, but data in this database is sealed with it. Put the file back"
                      + " from a backup. Without it phones, ID numbers and notes cannot be read by"
                      + " anybody, so no new keys are made in its place.");
            }
            KeySet first = KeySet.first(SealingKey.make(1, Instant.now()));
            file.write(first);
            found = Optional.of(first);
          }
          checks.compare(found.get(), file);
          return found.get();
        });
    this.stamp = file.stamp().orElse(null);
    this.lookedAtNanos = System.nanoTime();
  }

  /** The version that seals now, 1 or more. */
  public int activeVersion() {
    return current().active();
  }

  /** The keys, not older than {@link #NOTICE}. */
  KeySet current() {
    if (System.nanoTime() - lookedAtNanos >= NOTICE.toNanos()) {
      look(false);
    }
    return keys;
  }

  /**
   * The key of a version; if it is unknown here, another process may just have made it.
   *
   * @throws SealedValueException if there is no such key
   */
  SealingKey get(int version) {
    SealingKey key = keys.all().get(version);
    if (key == null) {
      look(true);
      key = keys.all().get(version);
    }
    if (key == null) {
      throw new SealedValueException("Key version " + version + " is not in the key file.");
    }
    return key;
  }

  private synchronized void look(boolean now) {
    if (!now && System.nanoTime() - lookedAtNanos < NOTICE.toNanos()) {
      return;
    }
    @Nullable String seen = file.stamp().orElse(null);
    if (seen == null) {
      // What is already in memory goes on working; only the next start must have the file back.
      LOG.error("The key file {} is gone. Put it back before the next start.", file.path());
    } else if (!seen.equals(stamp)) {
      try {
        file.find().ifPresent(found -> keys = found);
        stamp = seen;
      } catch (KeyRingException e) {
        LOG.error(e.getMessage());
      }
    }
    lookedAtNanos = System.nanoTime();
  }

  /**
   * Makes a newer key, which seals from now on. Everything that was sealed before still opens.
   *
   * @return the new version
   */
  public int rotate() {
    return change(now -> now.with(SealingKey.make(now.active() + 1, Instant.now()))).active();
  }

  /** Notes that no row carries this version any more; it still opens. */
  void retire(int version) {
    change(now -> now.changed(version, key -> key.retiredAt(Instant.now())));
  }

  /** Takes back that no row carries this version. */
  void reinstate(int version) {
    change(now -> now.changed(version, key -> key.retiredAt(null)));
  }

  /** Destroys retired keys of which nothing was found since; what they sealed never opens again. */
  void destroy(List<Integer> versions) {
    // The database forgets first: it must never ask for a key that is gone.
    versions.forEach(checks::forget);
    change(now -> {
      KeySet left = now;
      for (int version : versions) {
        left = left.without(version);
      }
      return left;
    });
  }

  private KeySet change(java.util.function.UnaryOperator<KeySet> change) {
    return file.alone(() -> {
      KeySet before =
          file.find()
              .orElseThrow(
                  () -> new KeyRingException("The key file " + file.path() + " is missing."));
      KeySet after = change.apply(before);
      file.write(after);
      checks.compare(after, file);
      keys = after;
      stamp = file.stamp().orElse(null);
      return after;
    });
  }

  /** When each retired version was retired, by version. */
  TreeMap<Integer, Instant> listRetired() {
    TreeMap<Integer, Instant> retired = new TreeMap<>();
    current()
        .all()
        .values()
        .forEach(key -> {
          @Nullable Instant moment = key.retired();
          if (moment != null) {
            retired.put(key.version(), moment);
          }
        });
    return retired;
  }
}
