package org.gridmap.backend.gates;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * DICTIONARY.md gives every public type a word of its users, and says of it what its own first
 * sentence says. New rows and changed sentences are written by {@code mvn -pl backend -am test
 * -Dtest=DictionaryTest -Dsurefire.failIfNoSpecifiedTests=false -Dgridmap.dictionary.write=true};
 * the word is for a person to find.
 */
class DictionaryTest {
  private static final Path FILE = Path.of("DICTIONARY.md");
  private static final List<Path> SOURCES =
      List.of(Path.of("../geodata/src/main/java"), Path.of("src/main/java"));
  private static final String START = "## org.gridmap.";
  private static final Pattern ROW =
      Pattern.compile("^\\| (.*?) \\| `([A-Za-z0-9]+)` \\| (.*) \\|$", Pattern.MULTILINE);
  private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

  /** A public type: its package, its name, the first sentence about it. */
  private record Type(String pkg, String name, String sentence) {}

  @Test
  void every_public_type_has_a_word_and_its_own_first_sentence() throws IOException {
    List<Type> types = types();
    String file = Files.readString(FILE);
    if (Boolean.getBoolean("gridmap.dictionary.write")) {
      file = file.substring(0, file.indexOf(START)) + rows(types, words(file));
      Files.writeString(FILE, file);
    }
    assertThat(faults(types, file)).isEmpty();
  }

  @Test
  void a_missing_row_a_row_too_many_a_missing_word_and_an_old_sentence_are_seen()
      throws IOException {
    List<Type> types = types();
    String file = Files.readString(FILE);
    String row =
        ROW.matcher(file)
            .region(file.indexOf(START), file.length())
            .results()
            .map(MatchResult::group)
            .findFirst()
            .orElseThrow();
    Matcher parts = ROW.matcher(row);
    assertThat(parts.matches()).isTrue();

    assertThat(faults(types, file.replace(row + "\n", ""))).hasSize(1);
    assertThat(faults(types, file.replace(row, row + "\n| 旧词 | `GoneForGood` | It was here. |")))
        .hasSize(1);
    assertThat(faults(types, file.replace(row, row.replace(parts.group(1), "word")))).hasSize(1);
    assertThat(faults(types, file.replace(row, row.replace(parts.group(3), "Something else."))))
        .hasSize(1);
  }

  private static List<String> faults(List<Type> types, String file) {
    Map<String, List<String>> told = new TreeMap<>();
    String pkg = "";
    for (String line : file.lines().toList()) {
      if (line.startsWith("## ")) {
        pkg = line.substring(3);
      }
      Matcher row = ROW.matcher(line);
      if (row.matches() && pkg.startsWith("org.gridmap.")) {
        told.put(pkg + "." + row.group(2), List.of(row.group(1), row.group(3)));
      }
    }
    List<String> faults = new ArrayList<>();
    for (Type type : types) {
      List<String> row = told.remove(type.pkg() + "." + type.name());
      if (row == null) {
        faults.add(type.name() + " has no row");
      } else if (!CHINESE.matcher(row.get(0)).find()) {
        faults.add(type.name() + " has no word");
      } else if (type.sentence().isEmpty()) {
        faults.add(type.name() + " says nothing about itself");
      } else if (!row.get(1).equals(type.sentence())) {
        faults.add(type.name() + " says of itself: " + type.sentence());
      }
    }
    told.keySet().forEach(name -> faults.add(name + " is gone"));
    return faults;
  }

  private static Map<String, String> words(String file) {
    return ROW.matcher(file)
        .results()
        .collect(Collectors.toMap(row -> row.group(2), row -> row.group(1), (a, b) -> a));
  }

  private static String rows(List<Type> types, Map<String, String> words) {
    StringBuilder rows = new StringBuilder();
    String pkg = "";
    for (Type type : types) {
      if (!type.pkg().equals(pkg)) {
        rows.append(pkg.isEmpty() ? "" : "\n");
        pkg = type.pkg();
        rows.append("## ").append(pkg).append("\n\n| 中文 | identifier | meaning |\n|---|---|---|\n");
      }
      rows.append("| ").append(words.getOrDefault(type.name(), "?")).append(" | `");
      rows.append(type.name()).append("` | ").append(type.sentence()).append(" |\n");
    }
    return rows.toString();
  }

  private static List<Type> types() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path source : SOURCES) {
      try (Stream<Path> all = Files.walk(source)) {
        all.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Type> types = new ArrayList<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        TreePath root = new TreePath(unit);
        for (var tree : unit.getTypeDecls()) {
          if (tree instanceof ClassTree type
              && type.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
            DocCommentTree doc = docs.getDocCommentTree(new TreePath(root, tree));
            types.add(
                new Type(
                    unit.getPackageName().toString(),
                    type.getSimpleName().toString(),
                    doc == null ? "" : plain(doc.getFirstSentence())));
          }
        }
      }
    }
    return types;
  }

  private static String plain(List<? extends DocTree> sentence) {
    return sentence.stream()
        .map(part ->
            switch (part) {
              case LiteralTree literal -> literal.getBody().getBody();
              case LinkTree link -> link.getReference().getSignature().replace('#', '.');
              default -> part.toString();
            })
        .collect(Collectors.joining())
        .replaceAll("\\s+", " ")
        .replace("|", "\\|")
        .strip();
  }
}
