package org.gridmap.backend.gates.ownership;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * The texts that an expression may have when the program runs, found without running it: constants
 * and text blocks joined by +, formatted, appended to a StringBuilder, chosen by a condition,
 * returned by a method, or handed over as an argument. Numbers stand as 1. Whatever else is in it
 * makes it unknown, which the gate refuses.
 */
final class Texts {
  private static final int MOST = 400;

  /** Nothing can be said about an expression. */
  static final class Unknown extends RuntimeException {
    Unknown(String why) {
      super(why);
    }
  }

  /** An expression hangs on an argument of a method: whoever calls it says what it is. */
  static final class AsksCallers extends RuntimeException {
    final transient ExecutableElement method;

    AsksCallers(ExecutableElement method) {
      super(method + " is called with it");
      this.method = method;
    }
  }

  /** Files beside a class, as {@code SqlFile.of} reads them. */
  interface Resources {
    String read(String packageName, String name);
  }

  private final Sources sources;
  private final Calls calls;
  private final @Nullable String standIn;
  private final Set<Element> open = new HashSet<>();

  /**
   * @param standIn what is put for every unknown part, or null if a text must be known as a whole
   */
  Texts(Sources sources, Resources resources, @Nullable String standIn) {
    this.sources = sources;
    this.calls = new Calls(sources, this, resources);
    this.standIn = standIn;
  }

  /**
   * @param known what arguments are, of calls that are being followed
   * @throws Unknown if it cannot be said
   * @throws AsksCallers if an argument is needed that is not known
   */
  Set<String> of(TreePath path, Map<Element, TreePath> known) {
    try {
      return fold(path, known);
    } catch (Unknown e) {
      if (standIn == null) {
        throw e;
      }
      return Set.of(standIn);
    }
  }

  /** The text of an expression that hangs on nothing else. */
  Set<String> constant(TreePath path) {
    try {
      return of(path, Map.of());
    } catch (AsksCallers e) {
      throw new Unknown(e.getMessage());
    }
  }

  private Set<String> fold(TreePath path, Map<Element, TreePath> known) {
    Tree tree = path.getLeaf();
    TypeMirror type = sources.type(path);
    if (tree instanceof LiteralTree literal) {
      return literal.getValue() == null ? Set.of() : Set.of(String.valueOf(literal.getValue()));
    }
    if (isNumber(type)) {
      if (sources.element(path) instanceof VariableElement constant
          && constant.getConstantValue() != null) {
        return Set.of(String.valueOf(constant.getConstantValue()));
      }
      return Set.of(type.getKind() == TypeKind.BOOLEAN ? "true" : "1");
    }
    return switch (tree) {
      case ParenthesizedTree inner -> of(new TreePath(path, inner.getExpression()), known);
      case TypeCastTree inner -> of(new TreePath(path, inner.getExpression()), known);
      case BinaryTree plus when plus.getKind() == Tree.Kind.PLUS ->
          joined(
              of(new TreePath(path, plus.getLeftOperand()), known),
              of(new TreePath(path, plus.getRightOperand()), known),
              String::concat);
      case ConditionalExpressionTree choice -> {
        Set<String> all = new LinkedHashSet<>();
        all.addAll(of(new TreePath(path, choice.getTrueExpression()), known));
        all.addAll(of(new TreePath(path, choice.getFalseExpression()), known));
        yield all;
      }
      case SwitchExpressionTree choice -> choices(path, choice, known);
      case MethodInvocationTree call -> call(path, call, known);
      case NewClassTree made when type.toString().equals("java.lang.StringBuilder") ->
          made.getArguments().isEmpty()
                  || isNumber(sources.type(new TreePath(path, made.getArguments().getFirst())))
              ? Set.of("")
              : of(new TreePath(path, made.getArguments().getFirst()), known);
      default -> {
        if (sources.element(path) instanceof VariableElement variable) {
          yield variable(variable, known);
        }
        throw new Unknown("it contains " + tree);
      }
    };
  }

  private Set<String> choices(
      TreePath path, SwitchExpressionTree choice, Map<Element, TreePath> known) {
    Set<String> all = new LinkedHashSet<>();
    for (CaseTree one : choice.getCases()) {
      TreePath at = new TreePath(path, one);
      if (one.getBody() instanceof ExpressionTree value) {
        all.addAll(of(new TreePath(at, value), known));
      } else if (one.getBody() instanceof ExpressionStatementTree value) {
        all.addAll(of(new TreePath(at, value.getExpression()), known));
      } else {
        new TreePathScanner<Void, Void>() {
          @Override
          public Void visitYield(YieldTree yield, Void none) {
            all.addAll(of(new TreePath(getCurrentPath(), yield.getValue()), known));
            return null;
          }
        }.scan(at, null);
      }
    }
    return all;
  }

  private Set<String> variable(VariableElement variable, Map<Element, TreePath> known) {
    if (variable.getConstantValue() != null) {
      return Set.of(String.valueOf(variable.getConstantValue()));
    }
    if (variable.getKind() == ElementKind.ENUM_CONSTANT) {
      return Set.of(variable.getSimpleName().toString());
    }
    TreePath given = known.get(variable);
    if (given != null) {
      return unlessOpen(variable, () -> of(given, known));
    }
    if (isEnum(variable.asType())) {
      return constants(variable.asType());
    }
    if (Sources.isParameter(variable)) {
      if (variable.getEnclosingElement() instanceof ExecutableElement method
          && method.getParameters().contains(variable)) {
        throw new AsksCallers(method);
      }
      throw new Unknown("it contains " + variable + ", which a lambda is given");
    }
    TreePath items = sources.looped.get(variable);
    if (items != null) {
      return calls.items(items, known);
    }
    if (variable.getKind() == ElementKind.FIELD
        && variable.getEnclosingElement() instanceof TypeElement owner
        && owner.getKind() == ElementKind.RECORD
        && !sources.assigned.containsKey(variable)) {
      return component(owner, variable.getSimpleName().toString(), known);
    }
    List<TreePath> values = sources.assigned.getOrDefault(variable, List.of());
    if (values.isEmpty()) {
      throw new Unknown("nothing is assigned to " + variable);
    }
    return unlessOpen(variable, () -> assigned(variable, values, known));
  }

  /** What is made of itself has no end. */
  private Set<String> unlessOpen(Element element, Supplier<Set<String>> texts) {
    if (!open.add(element)) {
      throw new Unknown(element + " is made of itself");
    }
    try {
      return texts.get();
    } finally {
      open.remove(element);
    }
  }

  private Set<String> assigned(
      VariableElement variable, List<TreePath> values, Map<Element, TreePath> known) {
    Set<String> all = new LinkedHashSet<>();
    values.forEach(value -> all.addAll(of(value, known)));
    Set<String> result = all;
    if (variable.asType().toString().equals("java.lang.StringBuilder")) {
      for (List<TreePath> chain : new Builders(sources).appended(variable, values.getFirst())) {
        result = appended(result, chain, variable, known);
      }
    }
    for (TreePath part : sources.appended.getOrDefault(variable, List.of())) {
      result = appended(result, List.of(part), variable, known);
    }
    return result;
  }

  private Set<String> appended(
      Set<String> before, List<TreePath> chain, Element variable, Map<Element, TreePath> known) {
    Set<String> after = before;
    for (TreePath part : chain) {
      after = joined(after, of(part, known), String::concat);
    }
    if (chain.isEmpty()
        || Builders.isAlways(chain.getFirst(), sources.assigned.get(variable).getFirst())) {
      return after;
    }
    Set<String> both = new LinkedHashSet<>(before);
    both.addAll(after);
    return both;
  }

  /** A component of a record is an argument of its constructor. */
  private Set<String> component(TypeElement owner, String name, Map<Element, TreePath> known) {
    for (Element member : owner.getEnclosedElements()) {
      if (member instanceof ExecutableElement constructor
          && constructor.getKind() == ElementKind.CONSTRUCTOR
          && constructor.getParameters().size() == owner.getRecordComponents().size()) {
        for (VariableElement parameter : constructor.getParameters()) {
          if (parameter.getSimpleName().contentEquals(name)) {
            return variable(parameter, known);
          }
        }
      }
    }
    throw new Unknown("it contains the component " + name + " of " + owner);
  }

  private Set<String> call(TreePath path, MethodInvocationTree call, Map<Element, TreePath> known) {
    if (!(sources.element(path) instanceof ExecutableElement method)) {
      throw new Unknown("it contains " + call);
    }
    Set<String> common = calls.of(path, method, call, known);
    if (common != null) {
      return common;
    }
    if (method.getEnclosingElement() instanceof TypeElement owner
        && owner.getKind() == ElementKind.RECORD
        && owner.getRecordComponents().stream()
            .anyMatch(component -> method.equals(component.getAccessor()))
        && !sources.methods.containsKey(method)) {
      return component(owner, method.getSimpleName().toString(), known);
    }
    return unlessOpen(method, () -> returned(method, Calls.arguments(path, call), known));
  }

  /** What the bodies of a method of the project return. */
  private Set<String> returned(
      ExecutableElement method, List<TreePath> arguments, Map<Element, TreePath> known) {
    Set<String> all = new LinkedHashSet<>();
    List<ExecutableElement> bodies = sources.bodiesOf(method);
    if (bodies.isEmpty()
        || (method.getModifiers().contains(Modifier.ABSTRACT)
            && sources.elements.isFunctionalInterface(
                (TypeElement) method.getEnclosingElement()))) {
      throw new Unknown("it contains what " + method + " returns");
    }
    for (ExecutableElement body : bodies) {
      Map<Element, TreePath> inner = bound(body, arguments, known);
      new TreePathScanner<Void, Void>() {
        @Override
        public Void visitReturn(ReturnTree tree, Void none) {
          all.addAll(of(new TreePath(getCurrentPath(), tree.getExpression()), inner));
          return null;
        }

        @Override
        public Void visitLambdaExpression(LambdaExpressionTree tree, Void none) {
          return null;
        }
      }.scan(
          new TreePath(
              sources.methods.get(body),
              ((MethodTree) sources.methods.get(body).getLeaf()).getBody()),
          null);
    }
    return all;
  }

  static Map<Element, TreePath> bound(
      ExecutableElement method, List<TreePath> arguments, Map<Element, TreePath> known) {
    Map<Element, TreePath> inner = new HashMap<>(known);
    int fixed =
        method.isVarArgs() ? method.getParameters().size() - 1 : method.getParameters().size();
    for (int i = 0; i < Math.min(fixed, arguments.size()); i++) {
      inner.put(method.getParameters().get(i), arguments.get(i));
    }
    return inner;
  }

  /** Every head with every tail. */
  static Set<String> joined(Set<String> heads, Set<String> tails, BinaryOperator<String> join) {
    if (heads.size() * tails.size() > MOST) {
      throw new Unknown("it has more than " + MOST + " forms");
    }
    Set<String> all = new LinkedHashSet<>();
    heads.forEach(head -> tails.forEach(tail -> all.add(join.apply(head, tail))));
    return all;
  }

  private boolean isNumber(TypeMirror type) {
    if (type == null) {
      return false;
    }
    if (type.getKind().isPrimitive()) {
      return true;
    }
    return Set.of(
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Double",
            "java.lang.Boolean",
            "java.lang.Short")
        .contains(type.toString());
  }

  private boolean isEnum(TypeMirror type) {
    return type != null
        && sources.types.asElement(type) instanceof TypeElement element
        && element.getKind() == ElementKind.ENUM;
  }

  Set<String> constants(TypeMirror type) {
    Set<String> names = new LinkedHashSet<>();
    sources.types.asElement(type).getEnclosedElements().stream()
        .filter(one -> one.getKind() == ElementKind.ENUM_CONSTANT)
        .forEach(one -> names.add(one.getSimpleName().toString()));
    return names;
  }
}
