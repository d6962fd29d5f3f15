package org.gridmap.geodata.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OperationTypeTest {
  @Test
  void every_operation_has_its_type_by_the_name_that_json_has() {
    assertThat(Arrays.stream(OperationType.values()).map(OperationType::word))
        .containsExactly(
            Arrays.stream(Operation.class.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::name)
                .toArray(String[]::new));
    for (OperationType type : OperationType.values()) {
      assertThat(OperationType.of(type.word())).isEqualTo(type);
    }
  }
}
