package org.gridmap.backend.gates.ownership;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import org.gridmap.backend.map.TileQuery;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;

/** What calls of well-known methods make of texts, and what lists of them hold. */
final class Calls {
  /** Classes that read statements from files beside a class. */
  private static final Set<String> FILES =
      Set.of(SqlFile.class.getName(), TileQuery.class.getName());

  private final Sources sources;
  private final Texts texts;
  private final Texts.Resources resources;

  Calls(Sources sources, Texts texts, Texts.Resources resources) {
    this.sources = sources;
    this.texts = texts;
    this.resources = resources;
  }

  static List<TreePath> arguments(TreePath path, MethodInvocationTree call) {
    return call.getArguments().stream().map(one -> new TreePath(path, one)).toList();
  }

  /** The texts of a call, or null if the method is none of these. */
  @Nullable Set<String> of(
      TreePath path,
      ExecutableElement method,
      MethodInvocationTree call,
      Map<Element, TreePath> known) {
    String name = method.getSimpleName().toString();
    List<TreePath> arguments = arguments(path, call);
    TreePath receiver =
        call.getMethodSelect() instanceof MemberSelectTree select
            ? new TreePath(new TreePath(path, select), select.getExpression())
            : null;
    String owner = method.getEnclosingElement().toString();
    if (FILES.contains(owner) && name.equals("of")) {
      return files(arguments, known);
    }
    if (owner.equals("java.lang.Enum") && Set.of("name", "toString").contains(name)) {
      return texts.constants(sources.type(receiver == null ? typeAround(path) : receiver));
    }
    if (owner.equals("java.util.Objects") && name.startsWith("requireNonNull")) {
      return texts.of(arguments.getFirst(), known);
    }
    if (receiver == null) {
      return null;
    }
    if (FILES.contains(owner) && name.equals("text")) {
      return texts.of(receiver, known);
    }
    return switch (owner + "." + name) {
      case "java.lang.String.formatted" -> formatted(texts.of(receiver, known), arguments, known);
      case "java.lang.String.format" ->
          formatted(
              texts.of(arguments.getFirst(), known), arguments.subList(1, arguments.size()), known);
      case "java.lang.String.valueOf" -> texts.of(arguments.getFirst(), known);
      case "java.lang.String.strip",
          "java.lang.String.trim",
          "java.lang.String.stripIndent",
          "java.lang.String.indent",
          "java.lang.String.toString",
          "java.lang.StringBuilder.toString" ->
          texts.of(receiver, known);
      case "java.lang.String.concat", "java.lang.StringBuilder.append" ->
          Texts.joined(
              texts.of(receiver, known), texts.of(arguments.getFirst(), known), String::concat);
      case "java.lang.String.toLowerCase" ->
          Texts.joined(
              texts.of(receiver, known), Set.of(""), (text, none) -> text.toLowerCase(Locale.ROOT));
      case "java.lang.String.replace" -> {
        Set<String> all = new LinkedHashSet<>();
        for (String from : texts.of(arguments.get(0), known)) {
          all.addAll(
              Texts.joined(
                  texts.of(receiver, known),
                  texts.of(arguments.get(1), known),
                  (text, to) -> text.replace(from, to)));
        }
        yield all;
      }
      default -> null;
    };
  }

  /** What a list, set or array of constants holds. */
  Set<String> items(TreePath path, Map<Element, TreePath> known) {
    Set<String> all = new LinkedHashSet<>();
    switch (path.getLeaf()) {
      case MethodInvocationTree call
          when call.getMethodSelect()
              .toString()
              .matches("(List|Set|Stream)\\.of|Arrays\\.asList") ->
          call.getArguments().forEach(one -> all.addAll(texts.of(new TreePath(path, one), known)));
      case NewArrayTree array ->
          array
              .getInitializers()
              .forEach(one -> all.addAll(texts.of(new TreePath(path, one), known)));
      default -> {
        if (!(sources.element(path) instanceof VariableElement variable)) {
          throw new Texts.Unknown("it goes through " + path.getLeaf());
        }
        if (known.containsKey(variable)) {
          return items(known.get(variable), known);
        }
        if (Sources.isParameter(variable)
            && variable.getEnclosingElement() instanceof ExecutableElement method) {
          throw new Texts.AsksCallers(method);
        }
        List<TreePath> values = sources.assigned.getOrDefault(variable, List.of());
        if (values.size() != 1) {
          throw new Texts.Unknown("it goes through " + variable);
        }
        return items(values.getFirst(), known);
      }
    }
    return all;
  }

  private static TreePath typeAround(TreePath path) {
    TreePath at = path;
    while (!(at.getLeaf() instanceof ClassTree)) {
      at = at.getParentPath();
    }
    return at;
  }

  private Set<String> files(List<TreePath> arguments, Map<Element, TreePath> known) {
    TreePath neighbour = arguments.getFirst();
    if (!(neighbour.getLeaf() instanceof MemberSelectTree literal)
        || !literal.getIdentifier().contentEquals("class")) {
      throw new Texts.Unknown("it reads a file beside " + neighbour.getLeaf());
    }
    Element type = sources.element(new TreePath(neighbour, literal.getExpression()));
    String packageName = sources.elements.getPackageOf(type).toString();
    Set<String> all = new LinkedHashSet<>();
    texts.of(arguments.get(1), known).forEach(name -> all.add(resources.read(packageName, name)));
    return all;
  }

  private Set<String> formatted(
      Set<String> formats, List<TreePath> arguments, Map<Element, TreePath> known) {
    List<List<String>> rows = List.of(List.of());
    for (TreePath argument : arguments) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> row : rows) {
        for (String value : texts.of(argument, known)) {
          List<String> one = new ArrayList<>(row);
          one.add(value);
          longer.add(one);
        }
      }
      rows = longer;
    }
    Set<String> all = new LinkedHashSet<>();
    for (String format : formats) {
      // Numbers are texts here.
      String plain = format.replaceAll("%(\\d+\\$)?[-#+ 0,(]*\\d*(\\.\\d+)?[dfxXbc]", "%$1s");
      rows.forEach(row -> all.add(plain.formatted(row.toArray())));
    }
    return all;
  }
}
