package org.gridmap.geodata.demo;

import java.util.List;

/**
 * The generator SplitMix64 (Steele, Lea and Flood, 2014), implemented here so that a seed gives the
 * same town with every Java release.
 */
public final class SeededRandom {
  private long state;

  public SeededRandom(long seed) {
    state = seed;
  }

  /** A stream of its own for one purpose: drawing more here never shifts what is drawn there. */
  public SeededRandom fork(String purpose) {
    long hash = state;
    for (int i = 0; i < purpose.length(); i++) {
      hash = mix(hash * 31 + purpose.charAt(i));
    }
    return new SeededRandom(hash);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  public long nextLong() {
    state += 0x9e3779b97f4a7c15L;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  public double next() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  public double between(double low, double high) {
    return low + (high - low) * next();
  }

  /** Uniform in 0 … bound − 1. */
  public int below(int bound) {
    return (int) (next() * bound);
  }

  /** Uniform in low … high, both included. */
  public int integer(int low, int high) {
    return low + below(high - low + 1);
  }

  public boolean chance(double probability) {
    return next() < probability;
  }

  /** Bell-shaped in (−1, 1), mean 0. */
  public double bell() {
    return (next() + next() + next()) / 1.5 - 1;
  }

  public <T> T pick(List<T> from) {
    return from.get(below(from.size()));
  }
}
