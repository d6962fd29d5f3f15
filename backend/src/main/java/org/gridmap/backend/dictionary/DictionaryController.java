package org.gridmap.backend.dictionary;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the register keeps about people, readable by everybody who is signed in. */
@Tag(name = "Register")
@RestController
class DictionaryController {
  /**
   * @param fields each column with its reasons
   * @param codes the lists of codes by name
   * @param idNumbers whether numbers of identity documents are kept here
   */
  record Dictionary(
      List<FieldEntry> fields,
      Map<String, List<FieldEntries.DictionaryCode>> codes,
      boolean idNumbers) {}

  /**
   * @param purposes what may be chosen before a hidden value is shown
   */
  record PurposeList(List<DictionaryProperties.Purpose> purposes) {}

  private final DataDictionary dictionary;

  DictionaryController(DataDictionary dictionary) {
    this.dictionary = dictionary;
  }

  @Operation(summary = "What is kept about people, why, on what basis and how long")
  @GetMapping(path = "/api/dictionary", produces = "application/json")
  Dictionary dictionary() {
    return new Dictionary(dictionary.listFields(), dictionary.codes(), dictionary.idNumbers());
  }

  @Operation(summary = "The purposes for which a hidden value may be looked at")
  @GetMapping(path = "/api/purposes", produces = "application/json")
  PurposeList purposes() {
    return new PurposeList(dictionary.listPurposes());
  }
}
