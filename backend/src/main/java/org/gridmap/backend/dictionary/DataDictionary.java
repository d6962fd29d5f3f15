package org.gridmap.backend.dictionary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The dictionary of an installation: all modules' columns, the configured purposes and tags. */
@Component
public class DataDictionary {
  private final DictionaryProperties properties;
  private final List<FieldEntry> fields;
  private final Map<String, List<FieldEntries.DictionaryCode>> codes = new TreeMap<>();

  DataDictionary(DictionaryProperties properties, List<FieldEntries> modules) {
    this.properties = properties;
    List<FieldEntry> all = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (FieldEntries module : modules) {
      for (FieldEntry field : module.listFields()) {
        if (!seen.add(field.name())) {
          throw new IllegalStateException("described twice: " + field.name());
        }
        all.add(field);
      }
      codes.putAll(module.codes());
    }
    codes.put(
        "tag",
        properties.tags().stream()
            .map(tag -> new FieldEntries.DictionaryCode(tag.code(), tag.zh(), tag.en()))
            .toList());
    all.sort(Comparator.comparing(FieldEntry::name));
    fields = List.copyOf(all);
  }

  /** Every column that holds something about a person, by table and column. */
  public List<FieldEntry> listFields() {
    return fields;
  }

  /** Every list of codes by its name. */
  public Map<String, List<FieldEntries.DictionaryCode>> codes() {
    return Map.copyOf(codes);
  }

  /** The purposes for which a hidden value may be looked at. */
  public List<DictionaryProperties.Purpose> listPurposes() {
    return properties.purposes();
  }

  /** Whether a purpose of that code is configured. */
  public boolean hasPurpose(String code) {
    return properties.purposes().stream().anyMatch(purpose -> purpose.code().equals(code));
  }

  /** Codes of the tags for which a purpose is configured. */
  public Set<String> tags() {
    return properties.tags().stream()
        .map(DictionaryProperties.Tag::code)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether numbers of identity documents may be kept. */
  public boolean idNumbers() {
    return properties.idNumbers();
  }
}
