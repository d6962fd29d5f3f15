package org.gridmap.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.gridmap.geodata.topology.Operation;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The check that every client of the tests makes can fail. */
class DescribedApiTest {
  private static final String ROUTE = "/api/plans/7/operations";

  private static void answer(int status, String slug) {
    DescribedApi.check("POST", ROUTE, status, "{\"type\":\"/problems/" + slug + "\"}");
  }

  @Test
  void a_refusal_that_the_description_does_not_name_is_told_with_its_route() {
    assertThatThrownBy(() -> answer(409, "login-taken"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("POST /api/plans/{id}/operations answers 409 login-taken");
  }

  @Test
  void a_refusal_that_the_description_names_passes() {
    assertThatCode(() -> answer(409, "plan-not-editable")).doesNotThrowAnyException();
  }

  @Test
  void a_known_kind_with_another_status_is_told() {
    assertThatThrownBy(() -> answer(418, "plan-not-editable")).isInstanceOf(AssertionError.class);
  }

  @Test
  void a_code_in_a_text_that_is_no_enumeration_is_told_with_its_place() {
    assertThatThrownBy(
            () -> DescribedApi.check("GET", "/api/plans/7", 200, "{\"rootName\":\"UNDER_WAY\"}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/rootName");
  }

  @Test
  void every_kind_of_operation_is_described_and_known_by_its_type() throws Exception {
    JsonNode operation =
        new JsonMapper()
            .readTree(Files.readString(Path.of("openapi.json")))
            .at("/components/schemas/Operation");
    assertThat(operation.at("/discriminator/propertyName").asString()).isEqualTo("type");
    assertThat(operation.at("/discriminator/mapping").propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Operation.class.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::name)
                .toList());
    assertThat(operation.path("oneOf").size())
        .isEqualTo(Operation.class.getPermittedSubclasses().length);
  }
}
