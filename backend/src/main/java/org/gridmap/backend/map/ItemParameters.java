package org.gridmap.backend.map;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter.StyleEnum;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Describes the parameters of a page of items in the shape that the standard gives them. */
@Component
class ItemParameters implements OpenApiCustomizer {
  @Override
  public void customise(OpenAPI api) {
    PathItem path = api.getPaths().get("/ogc/collections/{collectionId}/items");
    if (path == null) {
      throw new IllegalStateException("the route of items has gone");
    }
    path.getGet().getParameters().stream()
        .filter(parameter -> "query".equals(parameter.getIn()))
        .forEach(parameter -> {
          parameter.setStyle(StyleEnum.FORM);
          parameter.setExplode(false);
          if (parameter.getName().equals("bbox")) {
            parameter.setSchema(box());
          }
        });
  }

  /** Four numbers, or six. */
  private static Schema<?> box() {
    ArraySchema box = new ArraySchema();
    box.setItems(new NumberSchema());
    box.setOneOf(
        List.of(new Schema<>().minItems(4).maxItems(4), new Schema<>().minItems(6).maxItems(6)));
    return box;
  }
}
