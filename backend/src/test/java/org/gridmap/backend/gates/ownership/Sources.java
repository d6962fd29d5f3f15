package org.gridmap.backend.gates.ownership;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Java sources as the compiler understands them: who calls what, and what is assigned where. */
final class Sources {
  /** A call with its arguments; the path leads to the call. */
  record Call(TreePath path, List<? extends ExpressionTree> arguments) {}

  final Trees trees;
  final Types types;
  final Elements elements;
  final Map<ExecutableElement, TreePath> methods = new HashMap<>();
  final Map<Element, List<Call>> calls = new HashMap<>();
  final Map<Element, List<TreePath>> assigned = new HashMap<>();
  final Map<Element, List<TreePath>> appended = new HashMap<>();
  final Map<Element, TreePath> looped = new HashMap<>();
  final List<TreePath> classes = new ArrayList<>();
  final Map<Element, List<TreePath>> references = new HashMap<>();

  /**
   * Reads sources, with the class path of the running test.
   *
   * @throws IllegalArgumentException if they do not compile
   */
  Sources(List<? extends JavaFileObject> files) {
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problems, List.of("-proc:none"), null, files);
    trees = Trees.instance(task);
    types = task.getTypes();
    elements = task.getElements();
    try {
      Iterable<? extends CompilationUnitTree> units = task.parse();
      task.analyze();
      for (var problem : problems.getDiagnostics()) {
        if (problem.getKind() == Diagnostic.Kind.ERROR) {
          throw new IllegalArgumentException(problem.toString());
        }
      }
      units.forEach(unit -> new Index().scan(unit, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Element element(TreePath path) {
    return trees.getElement(path);
  }

  TypeMirror type(TreePath path) {
    return trees.getTypeMirror(path);
  }

  /** Calls of a method, also by the name of what it implements. */
  List<Call> callsOf(ExecutableElement method) {
    List<Call> all = new ArrayList<>(calls.getOrDefault(method, List.of()));
    calls.forEach((called, places) -> {
      if (called instanceof ExecutableElement other && overrides(method, other)) {
        all.addAll(places);
      }
    });
    return all;
  }

  /** Bodies that run when a method is called: its own, or those that implement it. */
  List<ExecutableElement> bodiesOf(ExecutableElement method) {
    return methods.keySet().stream()
        .filter(one -> one.equals(method) || overrides(one, method))
        .toList();
  }

  private boolean overrides(ExecutableElement one, ExecutableElement other) {
    return one.getSimpleName().equals(other.getSimpleName())
        && one.getEnclosingElement() instanceof TypeElement owner
        && elements.overrides(one, other, owner);
  }

  private final class Index extends TreePathScanner<Void, Void> {
    @Override
    public Void visitMethod(MethodTree tree, Void none) {
      if (element(getCurrentPath()) instanceof ExecutableElement method && tree.getBody() != null) {
        methods.put(method, getCurrentPath());
      }
      return super.visitMethod(tree, none);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, Void none) {
      call(tree.getArguments());
      return super.visitMethodInvocation(tree, none);
    }

    @Override
    public Void visitNewClass(NewClassTree tree, Void none) {
      call(tree.getArguments());
      return super.visitNewClass(tree, none);
    }

    private void call(List<? extends ExpressionTree> arguments) {
      calls
          .computeIfAbsent(element(getCurrentPath()), e -> new ArrayList<>())
          .add(new Call(getCurrentPath(), arguments));
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree tree, Void none) {
      references
          .computeIfAbsent(element(getCurrentPath()), e -> new ArrayList<>())
          .add(getCurrentPath());
      return super.visitMemberReference(tree, none);
    }

    @Override
    public Void visitClass(ClassTree tree, Void none) {
      classes.add(getCurrentPath());
      return super.visitClass(tree, none);
    }

    @Override
    public Void visitVariable(VariableTree tree, Void none) {
      if (tree.getInitializer() != null) {
        assign(assigned, element(getCurrentPath()), tree.getInitializer());
      }
      return super.visitVariable(tree, none);
    }

    @Override
    public Void visitAssignment(AssignmentTree tree, Void none) {
      assign(assigned, variable(tree.getVariable()), tree.getExpression());
      return super.visitAssignment(tree, none);
    }

    @Override
    public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void none) {
      assign(appended, variable(tree.getVariable()), tree.getExpression());
      return super.visitCompoundAssignment(tree, none);
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree tree, Void none) {
      Element variable = element(new TreePath(getCurrentPath(), tree.getVariable()));
      looped.put(variable, new TreePath(getCurrentPath(), tree.getExpression()));
      return super.visitEnhancedForLoop(tree, none);
    }

    private Element variable(Tree tree) {
      return element(new TreePath(getCurrentPath(), tree));
    }

    private void assign(Map<Element, List<TreePath>> map, Element variable, Tree value) {
      if (variable != null) {
        map.computeIfAbsent(variable, e -> new ArrayList<>())
            .add(new TreePath(getCurrentPath(), value));
      }
    }
  }

  static boolean isParameter(Element element) {
    return element.getKind() == ElementKind.PARAMETER;
  }
}
