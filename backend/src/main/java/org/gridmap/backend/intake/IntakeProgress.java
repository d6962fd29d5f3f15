package org.gridmap.backend.intake;

/** Told what an import is doing. */
@FunctionalInterface
public interface IntakeProgress {
  /**
   * @param step what is being done, a few words
   * @param rows rows so far, −1 where no rows are counted
   * @param share how much of the step is done, 0 to 1; negative where that is not known
   */
  void report(String step, long rows, double share);
}
