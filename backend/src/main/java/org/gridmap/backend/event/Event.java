package org.gridmap.backend.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.event.EventOwners.EventOwner;
import org.gridmap.backend.event.EventTexts.EventPhoto;
import org.gridmap.backend.event.workflow.Action;
import org.gridmap.backend.event.workflow.Importance;
import org.gridmap.backend.event.workflow.Need;
import org.gridmap.backend.event.workflow.Pressing;
import org.gridmap.backend.event.workflow.WorkflowState.Closing;
import org.jspecify.annotations.Nullable;

/**
 * An event as its card shows it to the caller.
 *
 * @param summary what lists show of it too
 * @param village code of the village in whose numbers it counts
 * @param publicId its number outside, which tells nothing of others; null if it is not published
 * @param importance how much harm it may do
 * @param pressing how soon something must be done
 * @param workflow the way that it takes
 * @param closed how it was closed; null while it is open
 * @param stepDueAt when its step is due; null when it is closed
 * @param owner for whom it is; null if there is no division in force where it was
 * @param departmentOfficer who answers for its department where it is; null if nobody does
 * @param staffingFault the grid in which nobody is on duty for it; null if somebody is
 * @param otherGrid the grid across the border nearby, or the one that its pin left; null if none
 * @param text what was reported; null if the caller may not read it
 * @param reporter who reported it; null likewise
 * @param photos those that the caller may see
 * @param history what was done, oldest first
 * @param actions what the caller may do now
 * @param mergedInto the event of which it is a further report
 * @param mergedFrom further reports of it, each with its words where the caller may read them
 */
public record Event(
    @JsonUnwrapped EventSummary summary,
    String village,
    @Nullable String publicId,
    Importance importance,
    Pressing pressing,
    String workflow,
    @Nullable Closing closed,
    @Nullable Instant stepDueAt,
    @Nullable EventOwner owner,
    @Nullable EventOwner departmentOfficer,
    @Nullable EventGrid staffingFault,
    @Nullable EventGrid otherGrid,
    @Nullable String text,
    @Nullable EventPerson reporter,
    List<EventPhoto> photos,
    List<EventEntry> history,
    List<EventAction> actions,
    @Nullable EventReference mergedInto,
    List<EventReference> mergedFrom) {

  /**
   * @param gridCode code of a grid
   * @param gridName its name
   */
  public record EventGrid(String gridCode, String gridName) {}

  /**
   * @param name name of somebody with an account
   * @param byProgram whether a program under his key reported it, for somebody who has no account
   */
  public record EventPerson(String name, boolean byProgram) {}

  /**
   * Another event.
   *
   * @param id its number in the database
   * @param number its number in the village
   * @param text what was reported; null if the caller may not read it
   */
  public record EventReference(long id, String number, @Nullable String text) {}

  /**
   * One thing that was done.
   *
   * @param id number of the entry
   * @param at when
   * @param action what
   * @param fromStep the step before; null for the report
   * @param toStep the step after
   * @param byName who did it; null for the server, and for the reporter where the caller may not
   *     know
   * @param byRole in which role; null likewise
   * @param note what was written with it; null if nothing was, or the caller may not read it
   * @param details more about it
   */
  public record EventEntry(
      long id,
      Instant at,
      HistoryAction action,
      @Nullable String fromStep,
      String toStep,
      @Nullable String byName,
      @Nullable Role byRole,
      @Nullable String note,
      Map<String, String> details) {}

  /**
   * Something that the caller may do.
   *
   * @param action what
   * @param toStep where the event stands then
   * @param needs what must come with it
   */
  public record EventAction(Action action, String toStep, Set<Need> needs) {}
}
