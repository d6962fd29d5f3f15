package org.gridmap.backend.dictionary;

import java.util.List;
import java.util.Map;

/** Implemented by each module that keeps something about people. */
public interface FieldEntries {
  /** Every column of the module's tables in schema {@code person}. */
  List<FieldEntry> listFields();

  /** The lists of codes that its columns hold, by name; empty if it has none. */
  default Map<String, List<DictionaryCode>> codes() {
    return Map.of();
  }

  /**
   * One value of a list of codes.
   *
   * @param code what is stored and sent
   * @param zh what people call it in Chinese
   * @param en what people call it in English
   */
  record DictionaryCode(String code, String zh, String en) {}
}
