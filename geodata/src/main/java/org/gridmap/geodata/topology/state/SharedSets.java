package org.gridmap.geodata.topology.state;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Sorted sets by key. A copy shares every set until one of the two changes it. */
final class SharedSets<V extends Comparable<V>> {
  private final Map<String, TreeSet<V>> sets;

  /** Keys of the sets that no other copy has. */
  private final Set<String> own = new HashSet<>();

  SharedSets() {
    this(new HashMap<>());
  }

  private SharedSets(Map<String, TreeSet<V>> sets) {
    this.sets = sets;
  }

  SharedSets<V> copy() {
    own.clear();
    return new SharedSets<>(new HashMap<>(sets));
  }

  void add(String key, V value) {
    own(key).add(value);
  }

  void remove(String key, V value) {
    if (!sets.containsKey(key)) {
      return;
    }
    TreeSet<V> set = own(key);
    set.remove(value);
    if (set.isEmpty()) {
      sets.remove(key);
    }
  }

  /** Unmodifiable; empty for a key without values. */
  Set<V> get(String key) {
    TreeSet<V> set = sets.get(key);
    return set == null ? Set.of() : Collections.unmodifiableSet(set);
  }

  private TreeSet<V> own(String key) {
    boolean shared = own.add(key);
    return sets.compute(
        key, (k, set) -> set == null ? new TreeSet<>() : shared ? new TreeSet<>(set) : set);
  }
}
