package org.gridmap.backend.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Facts about accounts kept in memory, because every tile asks for them. A fact goes when its
 * account changes; one that was being read meanwhile is not kept.
 *
 * @param <K> what a fact is asked for by
 * @param <V> the fact
 */
public final class AccountCache<K, V> {
  /** A net under the notifications: no fact is believed for longer. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Cache<K, V> facts;
  private final ToLongFunction<V> accountOf;
  private final AccountChanges changes;
  private final AtomicLong forgotten = new AtomicLong();

  /**
   * @param most facts kept at a time
   * @param accountOf whose fact one is
   */
  public AccountCache(AccountChanges changes, int most, ToLongFunction<V> accountOf) {
    this.facts = Caffeine.newBuilder().maximumSize(most).expireAfterWrite(LONGEST).build();
    this.accountOf = accountOf;
    this.changes = changes;
    changes.onChange(this::forget);
  }

  /** The fact if it is in memory. */
  public Optional<V> known(K key) {
    return Optional.ofNullable(facts.getIfPresent(key));
  }

  /** The fact from memory, otherwise as it is read now. Absence is not remembered. */
  public Optional<V> find(K key, Supplier<Optional<V>> read) {
    V known = facts.getIfPresent(key);
    if (known != null) {
      return Optional.of(known);
    }
    long before = forgotten.get();
    Optional<V> fresh = read.get();
    if (fresh.isPresent() && changes.isHeard()) {
      facts.put(key, fresh.get());
      // Whoever forgets counts first and removes then, so one of the two sees the other.
      if (forgotten.get() != before) {
        facts.invalidate(key);
      }
    }
    return fresh;
  }

  /** Drops one fact, so that the next question reads it again. */
  public void forgetKey(K key) {
    forgotten.incrementAndGet();
    facts.invalidate(key);
  }

  private void forget(long account) {
    forgotten.incrementAndGet();
    if (account == AccountChanges.EVERY_ACCOUNT) {
      facts.invalidateAll();
    } else {
      facts.asMap().values().removeIf(fact -> accountOf.applyAsLong(fact) == account);
    }
  }
}
