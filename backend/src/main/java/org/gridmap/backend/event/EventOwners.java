package org.gridmap.backend.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridmap.backend.event.workflow.Department;
import org.gridmap.backend.place.staff.Duty;
import org.gridmap.backend.place.staff.PostHolders;
import org.gridmap.backend.place.staff.PostHolders.PostHolder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says for whom an event is: who works in its grid, else who leads it, else the same in the next
 * higher one. That nobody is on duty in the grid itself is a fault of staffing and is shown.
 */
@Component
class EventOwners {
  private final PostHolders holders;

  EventOwners(PostHolders holders) {
    this.holders = holders;
  }

  /**
   * For whom an event is.
   *
   * @param gridCode the grid of the post
   * @param gridName its name
   * @param duty the post
   * @param assignmentId who holds it; null where nobody does, up to the root
   * @param staffId the same person
   */
  record Owner(
      String gridCode,
      String gridName,
      Duty duty,
      @Nullable Long assignmentId,
      @Nullable Long staffId) {}

  /**
   * Somebody on duty, or a post that nobody holds.
   *
   * @param post what he is there
   * @param postName what people call it
   * @param name his name; null if vacant
   * @param phone telephone on duty; null if vacant, may be empty
   * @param gridCode code of the grid of the post
   * @param gridName its name
   * @param vacant whether nobody holds it
   */
  record EventOwner(
      Duty post,
      String postName,
      @Nullable String name,
      @Nullable String phone,
      String gridCode,
      String gridName,
      boolean vacant) {}

  /** For whom an event in a grid is. */
  Owner of(long gridId) {
    return find(levels(gridId), 0);
  }

  /**
   * For whom it is one grid higher; empty at the root.
   *
   * @param ownerGridId the grid whose post-holder it is for now
   */
  Optional<Owner> above(long ownerGridId) {
    List<List<PostHolder>> levels = levels(ownerGridId);
    return levels.size() > 1 ? Optional.of(find(levels, 1)) : Optional.empty();
  }

  /** Whether a grid lies above another one. */
  boolean isAbove(String code, long gridId) {
    return levels(gridId).stream()
        .skip(1)
        .anyMatch(level -> level.getFirst().gridCode().equals(code));
  }

  /**
   * Those for whom an event is, as its card shows them.
   *
   * @param owner who holds the post in the grid that it was given to, today
   * @param department who answers for its department where it is, the nearest; null if nobody does
   */
  record Shown(EventOwner owner, @Nullable EventOwner department) {}

  /**
   * @param gridId the grid of an event
   * @param ownerGridId the grid that it was given to
   */
  Shown describe(long gridId, long ownerGridId, Department department) {
    List<List<PostHolder>> levels = levels(gridId);
    List<PostHolder> owning =
        levels.stream()
            .filter(level -> level.getFirst().gridId() == ownerGridId)
            .findFirst()
            .orElseGet(() -> levels(ownerGridId).getFirst());
    List<List<PostHolder>> answering =
        department == Department.TOWN ? List.of(levels.getLast()) : levels;
    return new Shown(
        holder(owning, Duty.GRID_OFFICER)
            .or(() -> holder(owning, Duty.GRID_LEAD))
            .map(EventOwners::present)
            .orElseGet(() -> vacant(owning.getFirst())),
        answering.stream()
            .flatMap(level -> holder(level, department.duty()).stream())
            .findFirst()
            .map(EventOwners::present)
            .orElse(null));
  }

  private static Owner find(List<List<PostHolder>> levels, int from) {
    for (List<PostHolder> level : levels.subList(from, levels.size())) {
      for (Duty duty : List.of(Duty.GRID_OFFICER, Duty.GRID_LEAD)) {
        Optional<PostHolder> one = holder(level, duty);
        if (one.isPresent()) {
          PostHolder held = one.get();
          return new Owner(
              held.gridCode(), held.gridName(), duty, held.assignmentId(), held.staffId());
        }
      }
    }
    PostHolder root = levels.getLast().getFirst();
    return new Owner(root.gridCode(), root.gridName(), Duty.GRID_LEAD, null, null);
  }

  private static Optional<PostHolder> holder(List<PostHolder> level, Duty duty) {
    return level.stream().filter(post -> post.role() == duty).findFirst();
  }

  private static EventOwner present(PostHolder held) {
    Duty duty = held.role() == null ? Duty.GRID_LEAD : held.role();
    return new EventOwner(
        duty, duty.zh(), held.name(), held.phone(), held.gridCode(), held.gridName(), false);
  }

  private static EventOwner vacant(PostHolder place) {
    Duty lead = Duty.GRID_LEAD;
    return new EventOwner(lead, lead.zh(), null, null, place.gridCode(), place.gridName(), true);
  }

  /** The posts of each grid, the smallest grid first. */
  private List<List<PostHolder>> levels(long gridId) {
    Map<Long, List<PostHolder>> levels = new LinkedHashMap<>();
    for (PostHolder post : holders.listUp(gridId)) {
      levels.computeIfAbsent(post.gridId(), id -> new ArrayList<>()).add(post);
    }
    return List.copyOf(levels.values());
  }
}
