package org.gridmap.backend.event.workflow;

import java.io.Reader;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.event.calendar.Deadline;
import org.gridmap.backend.event.calendar.OfficeHours;
import org.gridmap.backend.event.calendar.WorkingCalendar;
import org.gridmap.backend.event.workflow.Category.CategoryGroup;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code events.yaml}. What is wrong in it is said with its line. */
final class EventsFile {
  /** How the last step says that it closes the event. */
  private static final String END = "END";

  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z_]{1,39}");
  private static final Pattern STEP = Pattern.compile("[a-z][a-z-]{1,29}");
  private static final int MOST_MINUTES = 366 * 24 * 60;

  private EventsFile() {}

  /**
   * @param file what the file is called in messages
   * @throws EventsFileException for whatever is wrong in it
   */
  static Workflows read(String file, Reader text) {
    Node root;
    try {
      root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(text);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new EventsFileException(file, line, "this is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw new EventsFileException(file, 1, "this is not YAML");
    }
    if (root == null) {
      throw new EventsFileException(file, 1, "the file is empty");
    }
    YamlPart whole = new YamlPart(file, root);
    whole.entries(Set.of("calendar", "urgencies", "groups", "categories", "actions", "workflows"));
    List<Workflow> workflows = workflows(whole.entry("workflows"), actions(whole.entry("actions")));
    return new Workflows(
        categories(whole.entry("categories"), groups(whole.entry("groups")), workflows),
        workflows,
        urgencies(whole.entry("urgencies")),
        calendar(whole.entry("calendar")));
  }

  private static WorkingCalendar calendar(YamlPart part) {
    part.entries(Set.of("zone", "hours", "weekdays", "rest-days", "workdays"));
    ZoneId zone = part.entry("zone").read(ZoneId::of, "a time zone such as Asia/Shanghai");
    List<OfficeHours> hours = part.list("hours", EventsFile::hours);
    Set<DayOfWeek> weekdays =
        new HashSet<>(part.list("weekdays", day -> day.code(DayOfWeek.class)));
    try {
      return new WorkingCalendar(
          zone, hours, weekdays, days(part, "rest-days"), days(part, "workdays"));
    } catch (IllegalArgumentException e) {
      throw part.wrong(String.valueOf(e.getMessage()));
    }
  }

  private static OfficeHours hours(YamlPart part) {
    return part.read(
        text -> {
          String[] ends = text.split("-", 2);
          String until = ends[1].equals("24:00") ? "00:00" : ends[1];
          return new OfficeHours(LocalTime.parse(ends[0]), LocalTime.parse(until));
        },
        "a stretch of a day such as 08:00-12:00");
  }

  /** Days, or stretches of days, such as {@code 2026-02-15..2026-02-23}. */
  private static Set<LocalDate> days(YamlPart part, String name) {
    Set<LocalDate> days = new HashSet<>();
    part.list(
            name,
            day -> day.read(EventsFile::stretch, "a day or days such as 2026-02-15..2026-02-23"))
        .forEach(days::addAll);
    return days;
  }

  private static List<LocalDate> stretch(String text) {
    String[] ends = text.split("\\.\\.", 2);
    LocalDate first = LocalDate.parse(ends[0]);
    LocalDate last = LocalDate.parse(ends[ends.length - 1]);
    if (last.isBefore(first) || first.plusYears(1).isBefore(last)) {
      throw new DateTimeException(text);
    }
    return first.datesUntil(last.plusDays(1)).toList();
  }

  private static UrgencyTable urgencies(YamlPart part) {
    Map<Importance, Map<Pressing, Urgency>> colours = new EnumMap<>(Importance.class);
    part.entries(Importance.class)
        .forEach((importance, row) -> {
          Map<Pressing, Urgency> colour = new EnumMap<>(Pressing.class);
          row.entries(Pressing.class)
              .forEach((pressing, field) -> colour.put(pressing, field.code(Urgency.class)));
          colours.put(importance, colour);
        });
    try {
      return new UrgencyTable(colours);
    } catch (IllegalArgumentException e) {
      throw part.wrong(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, CategoryGroup> groups(YamlPart part) {
    Map<String, CategoryGroup> groups = new HashMap<>();
    for (YamlPart one : part.list()) {
      one.entries(Set.of("code", "zh", "en"));
      String code = name(one.entry("code"), CODE);
      CategoryGroup group = new CategoryGroup(code, one.entry("zh").text(), one.entry("en").text());
      if (groups.put(code, group) != null) {
        throw one.wrong("the group " + code + " stands here twice");
      }
    }
    return groups;
  }

  private static List<Category> categories(
      YamlPart part, Map<String, CategoryGroup> groups, List<Workflow> workflows) {
    List<Category> categories = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    for (YamlPart one : part.list()) {
      one.entries(
          Set.of("code", "zh", "en", "group", "department", "workflow", "published", "keywords"));
      String code = name(one.entry("code"), CODE);
      if (!codes.add(code)) {
        throw one.wrong("the category " + code + " stands here twice");
      }
      YamlPart group = one.entry("group");
      CategoryGroup known = groups.get(group.text());
      if (known == null) {
        throw group.wrong("there is no group " + group.text());
      }
      YamlPart workflow = one.entry("workflow");
      if (workflows.stream().noneMatch(flow -> flow.name().equals(workflow.text()))) {
        throw workflow.wrong("there is no workflow " + workflow.text());
      }
      categories.add(
          new Category(
              code,
              one.entry("zh").text(),
              one.entry("en").text(),
              known,
              one.entry("department").code(Department.class),
              workflow.text(),
              one.entry("published").isTrue(),
              one.list("keywords", YamlPart::text)));
    }
    if (categories.isEmpty()) {
      throw part.wrong("there is no category, so nothing could be reported");
    }
    return categories;
  }

  private static Map<Action, List<Taker>> actions(YamlPart part) {
    Map<Action, List<Taker>> actions = new EnumMap<>(Action.class);
    part.entries(Action.class)
        .forEach((action, takers) -> {
          if (!Workflow.besideSteps().contains(action)) {
            throw takers.wrong(action + " is for whoever may take the step");
          }
          actions.put(action, takers.list().stream().map(EventsFile::taker).toList());
        });
    return actions;
  }

  /** {@code OWNER}, or {@code LEADER: [LEADER]} where the role counts too. */
  private static Taker taker(YamlPart part) {
    if (!part.isMap()) {
      return Taker.of(part.code(Relation.class));
    }
    Map<Relation, YamlPart> entries = part.entries(Relation.class);
    if (entries.size() != 1) {
      throw part.wrong("here stands one relation with its roles");
    }
    Map.Entry<Relation, YamlPart> entry = entries.entrySet().iterator().next();
    Set<Role> roles = new HashSet<>();
    entry.getValue().list().forEach(role -> roles.add(role.code(Role.class)));
    if (roles.isEmpty()) {
      throw part.wrong("a list of roles without a role admits nobody");
    }
    return new Taker(entry.getKey(), roles);
  }

  private static List<Workflow> workflows(YamlPart part, Map<Action, List<Taker>> actions) {
    List<Workflow> workflows = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlPart one : part.list()) {
      one.entries(Set.of("name", "zh", "en", "deadlines", "reopen-to", "steps"));
      String name = name(one.entry("name"), STEP);
      if (!names.add(name)) {
        throw one.wrong("the workflow " + name + " stands here twice");
      }
      workflows.add(workflow(one, name, actions));
    }
    return workflows;
  }

  private static Workflow workflow(YamlPart part, String name, Map<Action, List<Taker>> actions) {
    List<YamlPart> parts = part.entry("steps").list();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      @Nullable YamlPart following = i + 1 < parts.size() ? parts.get(i + 1) : null;
      steps.add(step(parts.get(i), following));
    }
    Map<Urgency, Deadline> deadlines = deadlines(part.entry("deadlines"));
    for (Urgency urgency : Urgency.values()) {
      if (!deadlines.containsKey(urgency)) {
        throw part.entry("deadlines").wrong("there is no deadline for " + urgency);
      }
    }
    try {
      return new Workflow(
          name,
          part.entry("zh").text(),
          part.entry("en").text(),
          steps,
          deadlines,
          part.entry("reopen-to").text(),
          actions);
    } catch (BrokenWorkflowException e) {
      YamlPart at = e.step() < parts.size() ? parts.get(e.step()) : part;
      throw at.wrong(String.valueOf(e.getMessage()));
    }
  }

  private static Step step(YamlPart part, @Nullable YamlPart following) {
    part.entries(
        Set.of(
            "id",
            "zh",
            "en",
            "taken-by",
            "needs",
            "deadlines",
            "next",
            "back-to",
            "handles",
            "excludes"));
    YamlPart next = part.optional("next");
    YamlPart backTo = part.optional("back-to");
    YamlPart deadlines = part.optional("deadlines");
    YamlPart handles = part.optional("handles");
    String nextId =
        next != null ? next.text() : following != null ? following.entry("id").text() : END;
    return new Step(
        name(part.entry("id"), STEP),
        part.entry("zh").text(),
        part.entry("en").text(),
        part.entry("taken-by").list().stream().map(EventsFile::taker).toList(),
        new LinkedHashSet<>(part.list("needs", need -> need.code(Need.class))),
        deadlines == null ? Map.of() : deadlines(deadlines),
        nextId.equals(END) ? null : nextId,
        backTo == null ? null : backTo.text(),
        handles != null && handles.isTrue(),
        new HashSet<>(part.list("excludes", relation -> relation.code(Relation.class))));
  }

  private static Map<Urgency, Deadline> deadlines(YamlPart part) {
    Map<Urgency, Deadline> deadlines = new EnumMap<>(Urgency.class);
    part.entries(Urgency.class).forEach((urgency, time) -> deadlines.put(urgency, deadline(time)));
    return deadlines;
  }

  /** Minutes of office time; {@code clock: 60}, minutes that never stand still. */
  private static Deadline deadline(YamlPart part) {
    if (!part.isMap()) {
      return Deadline.ofWork(minutes(part));
    }
    part.entries(Set.of("clock"));
    return Deadline.onTheClock(minutes(part.entry("clock")));
  }

  private static Duration minutes(YamlPart part) {
    int minutes = part.read(Integer::parseInt, "a number of minutes");
    if (minutes < 1 || minutes > MOST_MINUTES) {
      throw part.wrong("a deadline has 1 to " + MOST_MINUTES + " minutes, not " + minutes);
    }
    return Duration.ofMinutes(minutes);
  }

  private static String name(YamlPart part, Pattern pattern) {
    if (!pattern.matcher(part.text()).matches()) {
      throw part.wrong(part.text() + " is not a name such as " + pattern.pattern());
    }
    return part.text();
  }
}
