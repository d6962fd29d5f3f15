package org.gridmap.backend.operations.cli;

import java.util.Locale;
import org.gridmap.backend.intake.IntakeProgress;
import org.gridmap.geodata.coverage.CountedNoun;

/** Progress on one line of a terminal that is rewritten; on a pipe, one line for each step. */
final class TerminalProgress implements IntakeProgress {
  private static final long EVERY_NANOSECONDS = 200_000_000L;
  private final boolean terminal = System.console() != null && System.console().isTerminal();
  private String step = "";
  private long lastShown;
  private boolean open;

  @Override
  public void report(String newStep, long rows, double share) {
    boolean fresh = !newStep.equals(step);
    long now = System.nanoTime();
    if (!fresh && (!terminal || now - lastShown < EVERY_NANOSECONDS)) {
      return;
    }
    lastShown = now;
    if (!terminal) {
      step = newStep;
      System.err.println("· " + newStep);
      return;
    }
    if (fresh && open) {
      System.err.println();
    }
    step = newStep;
    open = true;
    System.err.print(
        "\r· "
            + newStep
            + (rows >= 0 ? "  " + CountedNoun.of(rows, "row") : "")
            + (share >= 0 ? String.format(Locale.ROOT, "  %.0f %%", 100 * share) : "")
            + "      ");
  }

  void end() {
    if (open) {
      System.err.println();
      open = false;
    }
  }
}
