package org.gridmap.backend.event.workflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A node of a YAML file that knows its line, so that whoever reads it can say where it is wrong.
 *
 * @param file what the file is called in messages
 * @param node the node
 */
record YamlPart(String file, Node node) {

  EventsFileException wrong(String message) {
    return new EventsFileException(file, node.getStartMark().getLine() + 1, message);
  }

  private YamlPart at(Node other) {
    return new YamlPart(file, other);
  }

  boolean isMap() {
    return node instanceof MappingNode;
  }

  /** The entries of a map in the order of the file. */
  Map<String, YamlPart> entries() {
    if (!(node instanceof MappingNode map)) {
      throw wrong("here stands a list of names with values");
    }
    Map<String, YamlPart> entries = new LinkedHashMap<>();
    for (NodeTuple entry : map.getValue()) {
      YamlPart key = at(entry.getKeyNode());
      if (entries.put(key.text(), at(entry.getValueNode())) != null) {
        throw key.wrong(key.text() + " stands here twice");
      }
    }
    return entries;
  }

  /** The entries of a map that may have these names only. */
  Map<String, YamlPart> entries(Set<String> known) {
    Map<String, YamlPart> entries = entries();
    entries.forEach((name, part) -> {
      if (!known.contains(name)) {
        throw part.wrong(name + " means nothing here; known: " + String.join(", ", known));
      }
    });
    return entries;
  }

  /** The entries of a map whose names are the codes of an enumeration. */
  <E extends Enum<E>> Map<E, YamlPart> entries(Class<E> names) {
    Map<E, YamlPart> entries = new LinkedHashMap<>();
    entries().forEach((name, part) -> entries.put(part.code(names, name), part));
    return entries;
  }

  /** The entry of that name, which must be there. */
  YamlPart entry(String name) {
    YamlPart entry = optional(name);
    if (entry == null) {
      throw wrong(name + " is missing");
    }
    return entry;
  }

  @Nullable YamlPart optional(String name) {
    return entries().get(name);
  }

  List<YamlPart> list() {
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong("here stands a list");
    }
    return sequence.getValue().stream().map(this::at).toList();
  }

  /** The values of the entry of that name; none if it is left out. */
  <T> List<T> list(String name, Function<YamlPart, T> reader) {
    YamlPart entry = optional(name);
    List<T> values = new ArrayList<>();
    if (entry != null) {
      entry.list().forEach(part -> values.add(reader.apply(part)));
    }
    return values;
  }

  String text() {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
      throw wrong("here stands a word or a number");
    }
    return scalar.getValue();
  }

  boolean isTrue() {
    return switch (text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong("here stands true or false, not " + text());
    };
  }

  <E extends Enum<E>> E code(Class<E> codes) {
    return code(codes, text());
  }

  private <E extends Enum<E>> E code(Class<E> codes, String name) {
    for (E code : codes.getEnumConstants()) {
      if (code.name().equals(name)) {
        return code;
      }
    }
    throw wrong(
        name
            + " is not one of "
            + Arrays.toString(codes.getEnumConstants()).replaceAll("[\\[\\]]", ""));
  }

  /**
   * The text, understood.
   *
   * @param reader throws a runtime exception for what it does not understand
   * @param what what should stand here
   */
  <T> T read(Function<String, T> reader, String what) {
    String text = text();
    try {
      return reader.apply(text);
    } catch (RuntimeException e) {
      throw wrong("here stands " + what + ", not " + text);
    }
  }
}
