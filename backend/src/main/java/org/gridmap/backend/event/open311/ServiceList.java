package org.gridmap.backend.event.open311;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.event.workflow.Category;
import org.gridmap.backend.event.workflow.Importance;
import org.gridmap.backend.event.workflow.Pressing;
import org.gridmap.backend.event.workflow.Workflows;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The published categories, as services of the standard. */
@Component
class ServiceList {
  /** Code of the attribute that says how soon something must be done. */
  static final String PRESSING = "PRESSING";

  /** Code of the attribute that says how much harm it may do. */
  static final String IMPORTANCE = "IMPORTANCE";

  private final Workflows workflows;

  ServiceList(Workflows workflows) {
    this.workflows = workflows;
  }

  /** Every service, in the order of the file. */
  List<Map<String, @Nullable Object>> list() {
    List<Map<String, @Nullable Object>> services = new ArrayList<>();
    for (Category category : workflows.categories()) {
      if (category.published()) {
        Map<String, @Nullable Object> service = new LinkedHashMap<>();
        service.put("service_code", category.code());
        service.put("service_name", category.zh());
        service.put("description", category.en() + "，" + category.department().zh() + "负责办理");
        service.put("metadata", true);
        service.put("type", "realtime");
        service.put("keywords", String.join(",", category.keywords()));
        service.put("group", category.group().zh());
        services.add(service);
      }
    }
    return services;
  }

  /**
   * The category that a service is.
   *
   * @throws Open311Exception 404 if there is none, or it is not published
   */
  Category require(String serviceCode) {
    return workflows
        .category(serviceCode)
        .filter(Category::published)
        .orElseThrow(() -> new Open311Exception(404, "service_code was not found"));
  }

  /** What may be said of a report of a service beside its place. */
  Map<String, Object> define(Category category) {
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("service_code", category.code());
    definition.put(
        "attributes",
        List.of(
            attribute(
                1, PRESSING, "紧急程度", "How soon something must be done", levels(Pressing.values())),
            attribute(
                2, IMPORTANCE, "重要程度", "How much harm it may do", levels(Importance.values())),
            notice(3)));
    return definition;
  }

  private static Map<String, Object> attribute(
      int order, String code, String zh, String en, List<Map<String, String>> values) {
    Map<String, Object> attribute = new LinkedHashMap<>();
    attribute.put("variable", true);
    attribute.put("code", code);
    attribute.put("datatype", "singlevaluelist");
    attribute.put("required", false);
    attribute.put("datatype_description", zh);
    attribute.put("order", order);
    attribute.put("description", en);
    attribute.put("values", values);
    return attribute;
  }

  private static Map<String, Object> notice(int order) {
    Map<String, Object> notice = new LinkedHashMap<>();
    notice.put("variable", false);
    notice.put("code", "NOTICE");
    notice.put("datatype", "text");
    notice.put("required", false);
    notice.put("datatype_description", "");
    notice.put("order", order);
    notice.put(
        "description", "遇有人身危险请先拨打110、119或120。In danger to life call 110, 119 or 120 first.");
    notice.put("values", List.of());
    return notice;
  }

  private static List<Map<String, String>> levels(Enum<?>[] levels) {
    List<Map<String, String>> values = new ArrayList<>();
    for (Enum<?> level : levels) {
      String name =
          switch (level.name()) {
            case "HIGH" -> "高";
            case "MEDIUM" -> "中";
            default -> "低";
          };
      Map<String, String> value = new LinkedHashMap<>();
      value.put("key", level.name());
      value.put("name", name);
      values.add(value);
    }
    return values;
  }
}
