package org.gridmap.backend.gates.ownership;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Tables and SQL in the annotations of JPA, Hibernate and Spring Data. */
final class Persistence {
  private static final String JPA = "jakarta.persistence.";
  private static final Set<String> TABLES =
      Set.of("SecondaryTable", "JoinTable", "CollectionTable");
  private static final Set<String> NATIVE =
      Set.of("org.springframework.data.jpa.repository.NativeQuery", JPA + "NamedNativeQuery");

  /** Pieces of SQL that no parser can take by themselves. */
  private static final String PIECES =
      "org\\.hibernate\\.annotations\\.(SQL.*|Formula|Subselect|Column(Default|Transformer)|Filter.*|Where|View|NamedNativeQuery|Generated.*)";

  private final Sources sources;
  private final Texts texts;

  Persistence(Sources sources, Texts texts) {
    this.sources = sources;
    this.texts = texts;
  }

  /**
   * Goes through the annotations of one class.
   *
   * @param entities receives tables, by the class
   * @param sent receives SQL
   * @param problem receives what cannot be read
   */
  void of(
      TreePath type,
      Map<String, String> entities,
      BiConsumer<TreePath, String> sent,
      BiConsumer<TreePath, String> problem) {
    String className = sources.element(type).toString();
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitClass(ClassTree tree, Void none) {
        return tree == type.getLeaf() ? super.visitClass(tree, none) : null;
      }

      @Override
      public Void visitAnnotation(AnnotationTree tree, Void none) {
        String name =
            sources.type(new TreePath(getCurrentPath(), tree.getAnnotationType())).toString();
        Map<String, String> values = values(getCurrentPath());
        String simple = name.substring(name.lastIndexOf('.') + 1);
        if (name.equals(JPA + "Entity")) {
          entities.putIfAbsent(
              className, underscored(sources.element(type).getSimpleName().toString()));
        } else if (name.equals(JPA + "Table")) {
          entities.put(className, table(values));
        } else if (name.equals(JPA + simple) && TABLES.contains(simple)) {
          entities.put(className + "." + simple + values.get("name"), table(values));
        } else if (NATIVE.contains(name)
            || (name.equals("org.springframework.data.jpa.repository.Query")
                && "true".equals(values.get("nativeQuery")))) {
          sent.accept(
              getCurrentPath(), values.getOrDefault("value", values.getOrDefault("query", "")));
        } else if (name.matches(PIECES)) {
          problem.accept(getCurrentPath(), "has SQL in " + tree.getAnnotationType());
        }
        return null;
      }
    }.scan(type, null);
  }

  private Map<String, String> values(TreePath annotation) {
    Map<String, String> values = new HashMap<>();
    for (ExpressionTree argument : ((AnnotationTree) annotation.getLeaf()).getArguments()) {
      AssignmentTree assignment = (AssignmentTree) argument;
      TreePath path =
          new TreePath(new TreePath(annotation, assignment), assignment.getExpression());
      try {
        values.put(assignment.getVariable().toString(), String.join("", texts.constant(path)));
      } catch (Texts.Unknown e) {
        values.put(assignment.getVariable().toString(), "");
      }
    }
    return values;
  }

  private static String table(Map<String, String> values) {
    String name = values.getOrDefault("name", "").replaceAll("[\"`]", "");
    String schema = values.getOrDefault("schema", "");
    return schema.isEmpty() || schema.equals("public") ? name : schema + "." + name;
  }

  /** As Spring's naming strategy does it. */
  private static String underscored(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
