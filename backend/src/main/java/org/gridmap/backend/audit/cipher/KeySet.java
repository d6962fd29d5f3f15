package org.gridmap.backend.audit.cipher;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The keys at one moment.
 *
 * @param active version that seals
 * @param all every version that can still open, by number
 */
record KeySet(int active, SortedMap<Integer, SealingKey> all) {
  KeySet {
    all = Collections.unmodifiableSortedMap(new TreeMap<>(all));
    if (!all.containsKey(active) || active != all.lastKey()) {
      throw new IllegalArgumentException("the newest key is the one that seals");
    }
  }

  static KeySet first(SealingKey key) {
    return new KeySet(key.version(), new TreeMap<>(Map.of(key.version(), key)));
  }

  SealingKey sealing() {
    return java.util.Objects.requireNonNull(all.get(active));
  }

  /** These keys and a newer one, which seals from now on. */
  KeySet with(SealingKey newer) {
    TreeMap<Integer, SealingKey> more = new TreeMap<>(all);
    more.put(newer.version(), newer);
    return new KeySet(newer.version(), more);
  }

  /** These keys with one of them changed. */
  KeySet changed(int version, UnaryOperator<SealingKey> change) {
    TreeMap<Integer, SealingKey> others = new TreeMap<>(all);
    others.computeIfPresent(version, (number, key) -> change.apply(key));
    return new KeySet(active, others);
  }

  KeySet without(int version) {
    TreeMap<Integer, SealingKey> fewer = new TreeMap<>(all);
    fewer.remove(version);
    return new KeySet(active, fewer);
  }

  /** Versions that only open, and that rows may still carry, oldest first. */
  List<Integer> listOlder() {
    return all.values().stream()
        .filter(key -> key.version() != active && key.retired() == null)
        .map(SealingKey::version)
        .toList();
  }
}
