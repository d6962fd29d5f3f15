package org.gridmap.backend.map;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.Parameter.StyleEnum;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.map.MapCollection.Filter;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * Describes the parameters of a page of items in the shape that the standard gives them, with the
 * filters that layers declare.
 */
@Component
class ItemParameters implements OpenApiCustomizer {
  private final List<MapLayer> layers;

  ItemParameters(List<TileLayer> layers) {
    this.layers = layers.stream().map(TileLayer::layer).toList();
  }

  @Override
  public void customise(OpenAPI api) {
    PathItem path = api.getPaths().get("/ogc/collections/{collectionId}/items");
    if (path == null) {
      throw new IllegalStateException("the route of items has gone");
    }
    List<Parameter> parameters = path.getGet().getParameters();
    // The collection's own name in the path comes last.
    parameters.addAll(parameters.size() - 1, filters());
    parameters.stream()
        .filter(parameter -> "query".equals(parameter.getIn()))
        .forEach(parameter -> {
          parameter.setStyle(StyleEnum.FORM);
          parameter.setExplode(false);
          if (parameter.getName().equals("bbox")) {
            parameter.setSchema(box());
          }
        });
  }

  /** Each filter once, with the layers that have it. */
  private List<Parameter> filters() {
    Map<Filter, List<String>> filters = new LinkedHashMap<>();
    for (MapLayer layer : layers) {
      for (Filter filter : layer.filters()) {
        filters.computeIfAbsent(filter, key -> new ArrayList<>()).add(layer.id());
      }
    }
    List<Parameter> parameters = new ArrayList<>();
    filters.forEach((filter, ids) ->
        parameters.add(
            new Parameter()
                .in("query")
                .name(filter.name())
                .description(String.join(" and ", ids) + ": " + filter.description())
                .schema(number(filter))));
    return parameters;
  }

  private static Schema<?> number(Filter filter) {
    Schema<?> number = new Schema<>().type("integer");
    return filter.greatest() == Long.MAX_VALUE
        ? number.format("int64")
        : number
            .minimum(BigDecimal.valueOf(filter.least()))
            .maximum(BigDecimal.valueOf(filter.greatest()));
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
