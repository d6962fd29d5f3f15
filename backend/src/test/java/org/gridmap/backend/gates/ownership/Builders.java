package org.gridmap.backend.gates.ownership;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;

/** What is appended to a StringBuilder, in the order of the source. */
final class Builders {
  private final Sources sources;

  Builders(Sources sources) {
    this.sources = sources;
  }

  /**
   * The appended expressions, those of one chain of calls together.
   *
   * @throws Texts.Unknown if the builder is handed on or changed otherwise
   */
  List<List<TreePath>> appended(Element builder, TreePath initial) {
    TreePath block = initial;
    while (!(block.getLeaf() instanceof BlockTree || block.getLeaf() instanceof ClassTree)) {
      block = block.getParentPath();
    }
    List<List<TreePath>> parts = new ArrayList<>();
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree tree, Void none) {
        if (builder.equals(sources.element(getCurrentPath()))) {
          calls(getCurrentPath(), builder, parts);
        }
        return null;
      }

      @Override
      public Void visitMemberSelect(MemberSelectTree tree, Void none) {
        if (builder.equals(sources.element(getCurrentPath()))) {
          calls(getCurrentPath(), builder, parts);
          return null;
        }
        return super.visitMemberSelect(tree, none);
      }
    }.scan(block, null);
    return parts;
  }

  /** Follows the chain of calls that begins with the builder. */
  private static void calls(TreePath from, Element builder, List<List<TreePath>> parts) {
    List<TreePath> chain = new ArrayList<>();
    parts.add(chain);
    TreePath at = from;
    while (at.getParentPath().getLeaf() instanceof MemberSelectTree select
        && at.getParentPath().getParentPath().getLeaf() instanceof MethodInvocationTree call) {
      TreePath path = at.getParentPath().getParentPath();
      switch (select.getIdentifier().toString()) {
        case "append" -> chain.add(new TreePath(path, call.getArguments().getFirst()));
        case "toString", "length", "isEmpty" -> {
          return;
        }
        default -> throw new Texts.Unknown("it is changed by " + call);
      }
      at = path;
    }
    Tree around = at.getParentPath().getLeaf();
    boolean fine =
        at == from
            ? around instanceof VariableTree || around instanceof AssignmentTree
            : around instanceof ExpressionStatementTree;
    if (!fine) {
      throw new Texts.Unknown("the builder " + builder + " is handed on");
    }
  }

  /** Whether a part is appended whenever its builder is made. */
  static boolean isAlways(TreePath part, TreePath initial) {
    TreePath block = initial;
    while (!(block.getLeaf() instanceof BlockTree || block.getLeaf() instanceof ClassTree)) {
      block = block.getParentPath();
    }
    for (TreePath at = part;
        at != null && at.getLeaf() != block.getLeaf();
        at = at.getParentPath()) {
      Tree leaf = at.getLeaf();
      if (!(leaf instanceof ExpressionTree
          || leaf instanceof ExpressionStatementTree
          || leaf instanceof BlockTree
          || leaf instanceof TryTree
          || leaf instanceof ReturnTree)) {
        return false;
      }
    }
    return true;
  }
}
