package org.gridmap.backend.event.workflow;

/** Steps that do not make a closed loop. */
public class BrokenWorkflowException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int step;

  BrokenWorkflowException(int step, String message) {
    super(message);
    this.step = step;
  }

  /** Number of the step that is wrong, from 0. */
  int step() {
    return step;
  }
}
