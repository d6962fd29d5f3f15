package org.gridmap.backend.gates.ownership;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Every statement that Java sources send to the database. */
final class Statements {
  /**
   * A statement, or why it is not known.
   *
   * @param place class and method: of the caller that chose the text if it is known, else of the
   *     call to the database
   * @param text one of the texts it may have, or null
   * @param problem why the text is not known, or null
   * @param guessed whether parts of the text are made up, beside a problem that says so
   */
  record Statement(
      String place, @Nullable String text, @Nullable String problem, boolean guessed) {}

  /** Methods that take SQL as their first argument, by the type that declares them. */
  private static final Map<String, String> SINKS =
      Map.of(
          "org.springframework.jdbc.core.simple.JdbcClient", "sql",
          "org.springframework.jdbc.core.JdbcOperations", "query.*|update|execute|batchUpdate",
          "org.springframework.jdbc.core.JdbcTemplate", "query.*|update|execute|batchUpdate",
          "org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations",
              "query.*|update|execute|batchUpdate",
          "org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate",
              "query.*|update|execute|batchUpdate",
          "java.sql.Connection", "prepareStatement|prepareCall",
          "java.sql.Statement", "execute.*|addBatch",
          "org.postgresql.copy.CopyManager", "copyIn|copyOut",
          "jakarta.persistence.EntityManager", "createNativeQuery");

  /** Ways to the database whose statements cannot be seen. */
  private static final String HIDDEN =
      "org\\.springframework\\.(jdbc\\.(core\\.simple\\.Simple|object\\.|datasource\\.init\\.)|data\\.jdbc\\.).*"
          + "|org\\.postgresql\\.copy\\.PGCopy.*|org\\.postgresql\\.core\\..*";

  private static final int MOST_CALLERS = 12;

  private final Sources sources;
  private final Texts texts;

  /** Best guesses at what is not wholly known: it may still name a table. */
  private final List<Texts> guesses;

  private final List<Statement> found = new ArrayList<>();
  private final Map<String, String> entities = new TreeMap<>();

  private Statements(Sources sources, Texts.Resources resources) {
    this.sources = sources;
    this.texts = new Texts(sources, resources, null);
    this.guesses = Stream.of("x", "x = x").map(one -> new Texts(sources, resources, one)).toList();
  }

  static Statements of(Sources sources, Texts.Resources resources) {
    Statements statements = new Statements(sources, resources);
    sources.calls.forEach((called, calls) -> {
      if (called instanceof ExecutableElement method) {
        if (isSink(method)) {
          calls.forEach(call ->
              // batchUpdate takes any number of statements and nothing else.
              call.arguments().stream()
                  .limit(
                      method.isVarArgs() && method.getParameters().size() == 1 ? Long.MAX_VALUE : 1)
                  .forEach(sql ->
                      statements.follow(new TreePath(call.path(), sql), Map.of(), call.path(), 0)));
        } else if (method.getEnclosingElement().toString().matches(HIDDEN)) {
          calls.forEach(call ->
              statements.problem(
                  call.path(), "makes its SQL by itself: " + method.getEnclosingElement()));
        }
      }
    });
    sources.references.forEach((called, paths) -> {
      if (called instanceof ExecutableElement method && isSink(method)) {
        paths.forEach(path -> statements.problem(path, "hands on " + path.getLeaf()));
      }
    });
    sources.classes.forEach(statements::persistent);
    return statements;
  }

  List<Statement> found() {
    return found;
  }

  /** Tables of JPA entities, by the class. */
  Map<String, String> entities() {
    return entities;
  }

  /** What JPA sends for an entity or a repository without a word of SQL in a method. */
  private void persistent(TreePath path) {
    new Persistence(sources, texts)
        .of(path, entities, (at, text) -> sent(at, text, false), this::problem);
  }

  private static boolean isSink(ExecutableElement method) {
    String owner = method.getEnclosingElement().toString();
    return SINKS.containsKey(owner)
        && method.getSimpleName().toString().matches(SINKS.get(owner))
        && !method.getParameters().isEmpty()
        && method.getParameters().getFirst().asType().toString().contains("String");
  }

  /** Adds the texts of an expression, asking callers as far as it takes. */
  private void follow(TreePath expression, Map<Element, TreePath> known, TreePath at, int callers) {
    try {
      texts.of(expression, known).forEach(text -> sent(at, text, false));
    } catch (Texts.Unknown e) {
      problem(expression, e.getMessage());
      for (Texts guess : guesses) {
        try {
          guess.of(expression, known).forEach(text -> sent(at, text, true));
        } catch (Texts.AsksCallers asks) {
          askCallers(expression, known, asks.method, callers);
        }
      }
    } catch (Texts.AsksCallers asks) {
      askCallers(expression, known, asks.method, callers);
    }
  }

  private void askCallers(
      TreePath expression, Map<Element, TreePath> known, ExecutableElement method, int callers) {
    List<Sources.Call> calls = sources.callsOf(method);
    if (calls.isEmpty() || sources.references.containsKey(method) || callers > MOST_CALLERS) {
      problem(
          expression,
          "it is given by whoever calls " + method.getEnclosingElement() + "." + method);
    }
    for (Sources.Call call : callers > MOST_CALLERS ? List.<Sources.Call>of() : calls) {
      List<TreePath> arguments =
          call.arguments().stream().map(one -> new TreePath(call.path(), one)).toList();
      follow(expression, Texts.bound(method, arguments, known), call.path(), callers + 1);
    }
  }

  private void sent(TreePath at, String text, boolean guessed) {
    found.add(new Statement(place(at), text, null, guessed));
  }

  private void problem(TreePath at, String why) {
    found.add(new Statement(place(at), null, why, false));
  }

  private String place(TreePath at) {
    String member = "";
    for (TreePath path = at; path != null; path = path.getParentPath()) {
      Tree leaf = path.getLeaf();
      if (leaf instanceof MethodTree method && member.isEmpty()) {
        member = "." + method.getName();
      } else if (leaf instanceof VariableTree field
          && path.getParentPath().getLeaf() instanceof ClassTree
          && member.isEmpty()) {
        member = "." + field.getName();
      } else if (leaf instanceof ClassTree type && !type.getSimpleName().isEmpty()) {
        return ((TypeElement) sources.element(path)).getQualifiedName() + member;
      }
    }
    throw new IllegalStateException("outside of every class");
  }
}
