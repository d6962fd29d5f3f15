package org.gridmap.backend.event.workflow;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridmap.backend.event.calendar.WorkingCalendar;

/**
 * Everything that an installation wrote down about events: categories, workflows, the table of
 * colours, and when its offices are open. It does not change while the server runs.
 */
public final class Workflows {
  private final Map<String, Category> categories = new LinkedHashMap<>();
  private final Map<String, Workflow> workflows = new LinkedHashMap<>();
  private final UrgencyTable urgencies;
  private final WorkingCalendar calendar;

  Workflows(
      List<Category> categories,
      List<Workflow> workflows,
      UrgencyTable urgencies,
      WorkingCalendar calendar) {
    workflows.forEach(workflow -> this.workflows.put(workflow.name(), workflow));
    categories.forEach(category -> this.categories.put(category.code(), category));
    this.urgencies = urgencies;
    this.calendar = calendar;
  }

  /** In the order of the file. */
  public Collection<Category> categories() {
    return List.copyOf(categories.values());
  }

  /** In the order of the file. */
  public Collection<Workflow> all() {
    return List.copyOf(workflows.values());
  }

  public UrgencyTable urgencies() {
    return urgencies;
  }

  public WorkingCalendar calendar() {
    return calendar;
  }

  /** The category of that code, if there is one. */
  public Optional<Category> category(String code) {
    return Optional.ofNullable(categories.get(code));
  }

  /**
   * @throws IllegalArgumentException if an event has a workflow that the file no longer names
   */
  public Workflow get(String name) {
    Workflow workflow = workflows.get(name);
    if (workflow == null) {
      throw new IllegalArgumentException("There is no workflow " + name + ".");
    }
    return workflow;
  }
}
