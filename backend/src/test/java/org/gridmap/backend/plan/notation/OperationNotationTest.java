package org.gridmap.backend.plan.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gridmap.backend.web.PositionModule;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.geodata.topology.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Logs of plans are kept for good: what was written down once is read for ever. */
class OperationNotationTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().addModule(new PositionModule()).build();
  private static final ValidatorFactory VALIDATORS = Validation.buildDefaultValidatorFactory();
  private static final OperationJson OPERATIONS =
      new OperationJson(JSON, VALIDATORS.getValidator());
  private static final String GRID = "{\"code\":\"1\",\"name\":\"甲\",\"kind\":\"BASE\"}";
  private static final String LINE = "[[118.5,24.75],[118.6,24.8]]";

  /** Every kind of operation as logs hold it. */
  private static final List<String> LOGGED =
      Stream.of(
              "{'type':'moveNode','node':1,'to':[118.5,24.75]}",
              "{'type':'moveVertex','edge':2,'vertex':1,'to':[118.5,24.75]}",
              "{'type':'addVertex','edge':2,'segment':0,'at':[118.5,24.75]}",
              "{'type':'removeVertex','edge':2,'vertex':1}",
              "{'type':'redrawEdge','edge':2,'line':LINE}",
              "{'type':'redrawBorder','a':'1','b':'2','line':LINE}",
              "{'type':'reshape','line':LINE}",
              "{'type':'adoptLine','edge':2,'line':LINE}",
              "{'type':'split','grid':'1','line':LINE,'left':GRID,'right':GRID}",
              "{'type':'merge','grids':['1','2'],'into':GRID}",
              "{'type':'transfer','area':[[[[118.5,24.5],[118.6,24.5],[118.6,24.6],[118.5,24.5]]]],"
                  + "'from':['1'],'to':'2'}",
              "{'type':'reparent','grid':'1','parent':'2'}",
              "{'type':'rename','grid':'1','name':'乙'}",
              "{'type':'recode','grid':'1','code':'3'}",
              "{'type':'changeKind','grid':'1','kind':'EXCLUSIVE'}",
              "{'type':'lock','edge':2,'locked':true}",
              "{'type':'assign','openLand':4,'to':'1'}",
              "{'type':'splitMiddle','openLand':4,'a':'1','b':'2'}",
              "{'type':'makeGrid','openLand':4,'grid':GRID,'parent':'2'}",
              "{'type':'allow','openLand':4,'reason':'河'}",
              "{'type':'cutAway','openLand':4}",
              "{'type':'redivide','grids':[{'code':'1','name':'村','kind':'BASE'},"
                  + "{'code':'2','name':'甲','kind':'BASE','parent':'1','levelName':'单元网格',"
                  + "'land':[[[[118.5,24.5],[118.6,24.5],[118.6,24.6],[118.5,24.5]]]]}]}",
              "{'type':'batch','operations':[{'type':'cutAway','openLand':4}],'title':'笔刷'}")
          .map(text -> text.replace('\'', '"').replace("LINE", LINE).replace("GRID", GRID))
          .toList();

  @Test
  void every_operation_is_written_as_it_is_read() {
    for (String logged : LOGGED) {
      String written = OPERATIONS.write(OPERATIONS.read(logged));
      assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(logged));
    }
  }

  @Test
  void no_kind_of_operation_is_without_a_notation() {
    List<String> written =
        LOGGED.stream().map(logged -> OPERATIONS.read(logged).getClass().getSimpleName()).toList();
    assertThat(written)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Operation.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"operation\":{\"type\":\"explode\"}}",
        "{\"operation\":{\"type\":\"cutAway\"}}",
        "{\"operation\":{\"type\":\"cutAway\",\"openLand\":4,\"more\":1}}",
        "{\"operation\":{\"type\":\"cutAway\",\"openLand\":4,\"openLand\":5}}",
        "{\"operation\":{\"type\":\"cutAway\",\"openLand\":\"4\"}}",
        "{\"operation\":{\"type\":\"moveNode\",\"node\":1,\"to\":[118.5]}}",
        "{\"operation\":{\"type\":\"moveNode\",\"node\":1,\"to\":[1e999,24]}}",
        "{\"operation\":{\"type\":\"rename\",\"grid\":\"1\",\"name\":\"a\\u0000b\"}}",
        "{\"operation\":{\"type\":\"cutAway\",\"openLand\":4}} and more",
        "[]",
        "nothing"
      })
  void what_is_not_known_field_by_field_is_refused_in_words(String body) {
    assertThatThrownBy(() -> OPERATIONS.readRequest(body.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ProblemException.class)
        .message()
        .isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"type":"explode"} | There is no operation of this type.
          {"openLand":4} | The field 'type' is needed.
          {"type":"cutAway"} | The field 'openLand' is needed.
          {"type":"cutAway","openLand":null} | The field 'openLand' is needed.
          {"type":"cutAway","openLand":"4"} | The field 'openLand' is a whole number.
          {"type":"cutAway","openLand":4.5} | The field 'openLand' is a whole number.
          {"type":"cutAway","openLand":4,"more":1} | There is a field that is not known; known are openLand, type.
          {"type":"lock","edge":2,"locked":1} | The field 'locked' is true or false.
          {"type":"removeVertex","edge":2,"vertex":-1} | The field 'vertex' counts from 0.
          {"type":"rename","grid":"1"} | The field 'name' is needed.
          {"type":"rename","grid":"1","name":5} | The field 'name' is a text.
          {"type":"rename","grid":"1","name":"a\\u0000b"} | The field 'name' has 100 characters at most, on one line.
          {"type":"rename","grid":"12345678901234567890123456789012345678901","name":"a"} | The field 'grid' has 40 characters at most, on one line.
          {"type":"changeKind","grid":"1","kind":"LARGE"} | The field 'kind' has a value that is not known.
          {"type":"changeKind","grid":"1","kind":1} | The field 'kind' has a value that is not known.
          {"type":"merge","grids":["1",null],"into":{"code":"1","name":"b","kind":"BASE"}} | The field 'grids' is needed.
          {"type":"merge","grids":[],"into":{"code":"1","name":"b"}} | The field 'kind' is needed.
          {"type":"merge","grids":[],"into":7} | An object is expected.
          {"type":"moveNode","node":1} | The field 'to' is needed.
          {"type":"moveNode","node":1,"to":[118.5]} | A position of 'to' is two numbers.
          {"type":"moveNode","node":1,"to":[118.5,"24"]} | A position of 'to' is two numbers.
          {"type":"moveNode","node":1,"to":[1e999,24]} | A position of 'to' is in degrees.
          {"type":"redrawEdge","edge":1,"line":[[118.5,24.7],null]} | A position of 'line' is two numbers.
          {"type":"transfer","area":[[]],"from":[],"to":"1"} | A polygon of 'area' has a ring at least.
          {"type":"transfer","area":[[[[1,2],[2,3],[1,2]]]],"from":[],"to":"1"} | A ring of 'area' has four positions at least and is closed.
          {"type":"batch","operations":[{"type":"batch","operations":[]}]} | A batch holds no batch.
          {"type":"batch","operations":[{"type":"assign","openLand":4}]} | The field 'to' is needed.
          """)
  void a_refusal_names_the_field_and_says_what_is_wrong_with_it(String operation, String sentence) {
    byte[] body = ("{\"operation\":" + operation + "}").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> OPERATIONS.readRequest(body))
        .isInstanceOf(ProblemException.class)
        .hasMessage(sentence);
  }

  @Test
  void lines_of_more_points_than_may_be_are_refused_however_they_are_divided() {
    String line = "[[1,2]" + ",[1,2]".repeat(5_999) + "]";
    String redrawn = "{\"type\":\"redrawEdge\",\"edge\":1,\"line\":" + line + "}";
    byte[] body =
        ("{\"operation\":{\"type\":\"batch\",\"operations\":[" + redrawn + "," + redrawn + "]}}")
            .getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> OPERATIONS.readRequest(body))
        .hasMessage("An operation has 10,000 points at most.");
  }
}
