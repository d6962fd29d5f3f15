package org.gridmap.backend.event.tally;

import java.util.Arrays;

/**
 * The columns of up to 4,096 events whose ids follow one another, words as their numbers: some 100
 * bytes for an event with six steps.
 */
final class EventBlock {
  static final int BITS = 12;
  static final int SIZE = 1 << BITS;

  static final byte OPEN = 1;
  static final byte SUPERVISED = 2;
  static final byte OVERDUE = 4;

  private static final int FIRST_SPANS = 64;
  private static final int[] NONE = {};

  /** Where nothing is, -1. */
  final int[] grid = new int[SIZE];

  final short[] category = new short[SIZE];
  final short[] department = new short[SIZE];
  final short[] urgency = new short[SIZE];
  final short[] step = new short[SIZE];
  final byte[] flags = new byte[SIZE];
  final int[] reportedDay = new int[SIZE];

  /** Millionths of a second since 1970. */
  final long[] reportedAt = new long[SIZE];

  final double[] longitude = new double[SIZE];
  final double[] latitude = new double[SIZE];

  /** Other grids that see the event. */
  final int[][] told = new int[SIZE][];

  /** Whose report it is. */
  final long[] reporter = new long[SIZE];

  /** Counts only where the event is closed. */
  final int[] closedDay = new int[SIZE];

  /** Steps that ended: of which event, which step, and how long it took. */
  short[] spanOf = new short[FIRST_SPANS];

  short[] spanStep = new short[FIRST_SPANS];
  int[] spanSeconds = new int[FIRST_SPANS];
  int spans;

  private final short[] known = new short[SIZE];

  EventBlock() {
    Arrays.fill(grid, -1);
    Arrays.fill(told, NONE);
  }

  /** How many steps of an event are known to have ended. */
  int spansOf(int slot) {
    return known[slot];
  }

  void addSpan(int slot, int endedStep, int seconds) {
    if (spans == spanOf.length) {
      spanOf = Arrays.copyOf(spanOf, 2 * spans);
      spanStep = Arrays.copyOf(spanStep, 2 * spans);
      spanSeconds = Arrays.copyOf(spanSeconds, 2 * spans);
    }
    spanOf[spans] = (short) slot;
    spanStep[spans] = (short) endedStep;
    spanSeconds[spans++] = seconds;
    known[slot]++;
  }
}
