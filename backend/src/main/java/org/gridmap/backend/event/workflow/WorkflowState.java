package org.gridmap.backend.event.workflow;

import org.jspecify.annotations.Nullable;

/**
 * Where an event stands.
 *
 * @param step the step that must be taken next; of a closed event the one at which it was closed
 * @param supervised whether it is under supervision; never when closed
 * @param closed how it was closed; null while it is open
 */
public record WorkflowState(String step, boolean supervised, @Nullable Closing closed) {

  /** How an event ended. */
  public enum Closing {
    /** All steps were taken. */
    DONE,
    CANCELLED,
    /** It is a further report of another event. */
    MERGED
  }

  public WorkflowState {
    if (supervised && closed != null) {
      throw new IllegalArgumentException("Nobody supervises a closed event.");
    }
  }

  public boolean open() {
    return closed == null;
  }
}
