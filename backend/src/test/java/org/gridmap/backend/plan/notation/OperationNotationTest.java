package org.gridmap.backend.plan.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.geodata.topology.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Logs of plans are kept for good: what was written down once is read for ever. */
class OperationNotationTest {
  private static final JsonMapper JSON = new JsonMapper();
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
              "{'type':'batch','operations':[{'type':'cutAway','openLand':4}],'title':'笔刷'}")
          .map(text -> text.replace('\'', '"').replace("LINE", LINE).replace("GRID", GRID))
          .toList();

  @Test
  void every_operation_is_written_as_it_is_read() {
    for (String logged : LOGGED) {
      String written = JSON.writeValueAsString(OperationWriter.write(OperationReader.read(logged)));
      assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(logged));
    }
  }

  @Test
  void no_kind_of_operation_is_without_a_notation() {
    List<String> written =
        LOGGED.stream()
            .map(logged -> OperationReader.read(logged).getClass().getSimpleName())
            .toList();
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
    assertThatThrownBy(() -> OperationReader.readRequest(body.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ProblemException.class)
        .message()
        .isNotBlank();
  }
}
