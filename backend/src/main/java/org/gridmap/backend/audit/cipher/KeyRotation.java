package org.gridmap.backend.audit.cipher;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.gridmap.backend.sql.JobPool;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes the key while the town works: a new key seals from now on, everything is sealed anew in
 * small steps, and when no row carries the old key any more it is retired. A retired key still
 * opens, for the sake of a writer that took very long; after {@link #KEPT_RETIRED} it is destroyed
 * if nothing was found that needs it.
 *
 * <p>Killed at any moment, it is finished by running it again.
 */
@Component
public class KeyRotation {
  /** Far longer than any transaction of this product may take. */
  static final Duration KEPT_RETIRED = Duration.ofHours(24);

  private static final int MOST_PASSES = 200;
  private static final Duration BETWEEN_PASSES = Duration.ofMillis(50);

  private final KeyRing ring;
  private final List<Resealing> columns;

  KeyRotation(
      KeyRing ring,
      FieldCipher cipher,
      BlindIndex blindIndex,
      List<SealedColumns> modules,
      @JobPool JdbcClient jdbc,
      @JobPool TransactionTemplate transactions) {
    this.ring = ring;
    this.columns =
        modules.stream()
            .flatMap(module -> module.listColumns().stream())
            .map(place -> new Resealing(jdbc, transactions, cipher, blindIndex, place))
            .toList();
  }

  /**
   * One version of the key.
   *
   * @param version 1 or more
   * @param created when it was made
   * @param retired when no row carried it any more, or null
   * @param values how many sealed values carry it
   * @param sealing whether it is the one that seals
   */
  public record Version(
      int version,
      Instant created,
      @org.jspecify.annotations.Nullable Instant retired,
      long values,
      boolean sealing) {}

  /**
   * What a rotation did.
   *
   * @param version the one that seals now
   * @param resealed values that were sealed anew
   * @param unreadable values that no key opens; their key is kept
   * @param retired versions that no row carries any more
   * @param destroyed versions that were retired long ago and are gone now
   * @param finished false if writers kept some rows busy all the time: run it again
   */
  public record Outcome(
      int version,
      long resealed,
      long unreadable,
      List<Integer> retired,
      List<Integer> destroyed,
      boolean finished) {}

  /** Every version that can still open, oldest first. */
  public List<Version> list() {
    TreeMap<Integer, Long> counts = count();
    KeySet keys = ring.current();
    return keys.all().values().stream()
        .map(key ->
            new Version(
                key.version(),
                key.created(),
                key.retired(),
                counts.getOrDefault(key.version(), 0L),
                key.version() == keys.active()))
        .toList();
  }

  /** Whether an earlier rotation was cut short; the next one finishes it without a new key. */
  public boolean isUnfinished() {
    return !ring.current().listOlder().isEmpty();
  }

  /**
   * Makes a new key, or takes up a rotation that was cut short, and seals everything with the
   * newest. Reading and writing go on meanwhile.
   *
   * @param progress told in one sentence what each step does
   * @throws KeyRingException if the key file cannot be written
   */
  public Outcome run(Consumer<String> progress) throws InterruptedException {
    List<Integer> destroyed = settle();
    if (isUnfinished()) {
      progress.accept("Taking up the rotation to key version " + ring.activeVersion());
    } else {
      progress.accept("Key version " + ring.rotate() + " seals from now on");
    }
    // Other processes look at the file now and then; before they have, they seal with the old key.
    Thread.sleep(KeyRing.NOTICE.multipliedBy(2));
    return reseal(progress, destroyed);
  }

  private Outcome reseal(Consumer<String> progress, List<Integer> destroyed)
      throws InterruptedException {
    int version = ring.activeVersion();
    long resealed = 0;
    long unreadable = 0;
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      unreadable = 0;
      for (Resealing column : columns) {
        Resealing.Pass done = column.run(version);
        resealed += done.resealed();
        unreadable += done.unreadable().size();
      }
      progress.accept(resealed + " values sealed anew");
      TreeMap<Integer, Long> counts = count();
      long older = counts.headMap(version).values().stream().mapToLong(Long::longValue).sum();
      if (older <= unreadable) {
        break;
      }
      Thread.sleep(BETWEEN_PASSES);
    }
    TreeMap<Integer, Long> left = count();
    List<Integer> retired = new ArrayList<>();
    for (int older : ring.current().listOlder()) {
      if (left.getOrDefault(older, 0L) == 0) {
        ring.retire(older);
        retired.add(older);
      }
    }
    return new Outcome(
        version, resealed, unreadable, retired, destroyed, left.headMap(version).isEmpty());
  }

  /** Destroys what was retired long ago; puts back what a slow writer still used. */
  private List<Integer> settle() {
    TreeMap<Integer, Instant> retired = ring.listRetired();
    if (retired.isEmpty()) {
      return List.of();
    }
    TreeMap<Integer, Long> counts = count();
    List<Integer> destroyed = new ArrayList<>();
    retired.forEach((version, moment) -> {
      if (counts.getOrDefault(version, 0L) > 0) {
        ring.reinstate(version);
      } else if (moment.plus(KEPT_RETIRED).isBefore(Instant.now())) {
        destroyed.add(version);
      }
    });
    if (!destroyed.isEmpty()) {
      ring.destroy(destroyed);
    }
    return destroyed;
  }

  private TreeMap<Integer, Long> count() {
    TreeMap<Integer, Long> sum = new TreeMap<>();
    for (Resealing column : columns) {
      column.count().forEach((version, count) -> sum.merge(version, count, Long::sum));
    }
    return sum;
  }
}
