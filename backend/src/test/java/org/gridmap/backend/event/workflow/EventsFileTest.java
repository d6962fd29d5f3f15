package org.gridmap.backend.event.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.event.workflow.RandomTemplate.Fault;
import org.gridmap.backend.event.workflow.WorkflowState.Closing;
import org.gridmap.backend.place.staff.Duty;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;

class EventsFileTest {
  private static final Pattern LINE = Pattern.compile("own\\.yaml, line (\\d+): ");

  @Test
  void the_file_that_ships_has_two_templates_and_what_a_town_reports() {
    Workflows shipped = ShippedEvents.read();
    assertThat(shipped.get("seven-steps").steps())
        .extracting(Step::zh)
        .containsExactly("巡查", "采集", "发现", "分派", "处置", "核查反馈", "督导");
    assertThat(shipped.get("six-steps").steps())
        .extracting(Step::zh)
        .containsExactly("上报", "立案", "指派", "落实", "反馈", "归档");
    assertThat(shipped.categories()).hasSize(30);
    assertThat(shipped.category("FOOD_SAFETY").orElseThrow().department().duty())
        .isEqualTo(Duty.MARKET_INSPECTOR);
    assertThat(shipped.category("NONE")).isEmpty();
    assertThat(shipped.urgencies().of(Importance.MEDIUM, Pressing.LOW)).isEqualTo(Urgency.YELLOW);
    assertThat(shipped.urgencies().fields()).hasSize(9);
    assertThat(shipped.get("seven-steps").deadline(Urgency.RED).clock()).isTrue();
    assertThatThrownBy(() -> shipped.get("eight-steps")).hasMessageContaining("eight-steps");
  }

  @Test
  void every_department_has_a_category() {
    assertThat(ShippedEvents.read().categories())
        .extracting(Category::department)
        .contains(Department.values());
  }

  @Test
  void a_thousand_random_templates_are_closed_loops() {
    Random random = new Random(1_000);
    for (int i = 0; i < 1_000; i++) {
      Workflow workflow = read(new RandomTemplate(random).text()).get("random");
      Map<WorkflowState, Set<WorkflowState>> after = WorkflowTest.reached(workflow);
      for (Step step : workflow.steps().subList(1, workflow.steps().size())) {
        assertThat(after).containsKey(new WorkflowState(step.id(), false, null));
      }
      for (WorkflowState state : after.keySet()) {
        if (state.open()) {
          assertThat(WorkflowTest.canBeDone(state, after)).isTrue();
          for (Closing closing : List.of(Closing.CANCELLED, Closing.MERGED)) {
            assertThat(after).containsKey(new WorkflowState(state.step(), false, closing));
          }
        }
      }
      EventWalk walk = new EventWalk(workflow, random);
      for (int step = 0; step < 100; step++) {
        walk.step();
      }
    }
  }

  @Test
  void a_thousand_broken_templates_stop_the_start_with_the_line() {
    Random random = new Random(2_000);
    for (int i = 0; i < 1_000; i++) {
      RandomTemplate template = new RandomTemplate(random);
      Fault fault = Fault.values()[i % Fault.values().length];
      template.breakBy(fault);
      String text = template.text();
      EventsFileException e = catchThrowableOfType(EventsFileException.class, () -> read(text));
      assertThat(e).as(fault + "\n" + text).isNotNull().hasMessageContaining(fault.message);
      Matcher line = LINE.matcher(String.valueOf(e.getMessage()));
      assertThat(line.find()).isTrue();
      int found = Integer.parseInt(line.group(1));
      assertThat(found)
          .as(fault + " " + e.getMessage())
          .isBetween(template.brokenLine(), template.brokenLine() + 4);
    }
  }

  @Test
  void whatever_else_is_wrong_is_said_with_its_line() {
    wrong("department: FIRE,", "department: FIREMEN,", "FIREMEN is not one of VILLAGE, TOWN");
    wrong("group: SAFETY,", "group: SAFE,", "there is no group SAFE");
    wrong("workflow: seven-steps,", "workflow: eight,", "there is no workflow eight");
    wrong(
        "{code: GAS_HAZARD,", "{code: FIRE_HAZARD,", "the category FIRE_HAZARD stands here twice");
    wrong("{code: ORDER,", "{code: SAFETY,", "the group SAFETY stands here twice");
    wrong("published: true,", "published: perhaps,", "true or false, not perhaps");
    wrong("published: true,", "public: true,", "public means nothing here");
    wrong("{code: GAS_HAZARD,", "{code: Gas,", "Gas is not a name");
    wrong("  zone: Asia/Shanghai", "  zone: Mars/Town", "a time zone");
    wrong("\"08:00-12:00\"", "\"12:00-08:00\"", "a stretch of a day");
    wrong("\"08:00-12:00\"", "\"08:00-15:00\"", "begin before the last ones end", 5);
    wrong("2026-02-15..2026-02-23", "2026-02-23..2026-02-15", "a day or days");
    wrong("[2026-01-04, ", "[2026-01-03, ", "2026-01-03 is a rest day and a workday", 5);
    wrong(
        "LOW: {HIGH: YELLOW, MEDIUM: BLUE, LOW: BLUE}",
        "LOW: {HIGH: YELLOW, LOW: BLUE}",
        "No colour for",
        24);
    wrong("  LOW: {HIGH: YELLOW", "  LOW: {HIGH: GREEN", "GREEN is not one of RED");
    wrong("  MERGE: [OWNER", "  ADVANCE: [OWNER", "ADVANCE is for whoever may take the step");
    wrong("  MERGE: [OWNER", "  MERGE: [{OWNER: []}", "admits nobody");
    wrong(
        "ORANGE: 1260, YELLOW: 2100, BLUE: 4200}",
        "ORANGE: 1260, BLUE: 4200}",
        "no deadline for YELLOW");
    wrong(
        "ORANGE: 1260, YELLOW: 2100",
        "ORANGE: soon, YELLOW: 2100",
        "a number of minutes, not soon");
    wrong("ORANGE: 1260, YELLOW: 2100", "ORANGE: 0, YELLOW: 2100", "not 0");
    wrong("        zh: 采集", "        id: collect", "id stands here twice");
    wrong("        zh: 采集", "        colour: red", "colour means nothing here");
    wrong("urgencies:", "urgencies: [", "this is not YAML", 25);
  }

  @Test
  void what_is_missing_is_said_with_the_line_of_what_lacks_it() {
    wrong("zh: 消防隐患, ", "", "zh is missing", 42);
    wrong("    reopen-to: dispatch\n", "", "reopen-to is missing", 91);
    wrong("    reopen-to: dispatch\n", "    reopen-to: patrol\n", "cannot stand at patrol", 97);
    assertThatThrownBy(() -> read("")).hasMessage("own.yaml, line 1: the file is empty");
    assertThatThrownBy(() -> read("calendar: {}\n")).hasMessageContaining("workflows is missing");
  }

  @Test
  void roles_are_read_beside_relations() {
    Workflows own =
        read(
            ShippedEvents.text()
                .replace(
                    "SUPERVISE: [COMMUNITY, LEADER]\n  END",
                    "SUPERVISE: [{LEADER: [LEADER]}]\n  END"));
    assertThat(own.get("six-steps").actions().get(Action.SUPERVISE))
        .containsExactly(new Taker(Relation.LEADER, Set.of(Role.LEADER)));
  }

  @Test
  void a_file_of_the_installation_replaces_the_shipped_one() {
    String own = ShippedEvents.text().replace("zh: 消防隐患", "zh: 火灾隐患");
    Workflows workflows =
        new WorkflowConfiguration()
            .workflows(
                new WorkflowProperties(
                    new ByteArrayResource(own.getBytes(StandardCharsets.UTF_8))));
    assertThat(workflows.category("FIRE_HAZARD").orElseThrow().zh()).isEqualTo("火灾隐患");
  }

  /** The fault is on the line on which the replaced text stands first. */
  private static void wrong(String shipped, String instead, String message) {
    String text = ShippedEvents.text();
    int line = text.substring(0, text.indexOf(shipped)).split("\n", -1).length;
    wrong(shipped, instead, message, line);
  }

  private static void wrong(String shipped, String instead, String message, int line) {
    String text = ShippedEvents.text();
    assertThat(text).contains(shipped);
    String broken = text.replaceFirst(Pattern.quote(shipped), Matcher.quoteReplacement(instead));
    assertThatThrownBy(() -> read(broken))
        .isInstanceOf(EventsFileException.class)
        .hasMessageContaining(message)
        .hasMessageStartingWith("own.yaml, line " + line + ": ");
  }

  private static Workflows read(String text) {
    return EventsFile.read("own.yaml", new StringReader(text));
  }
}
