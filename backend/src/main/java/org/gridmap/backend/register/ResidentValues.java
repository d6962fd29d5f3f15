package org.gridmap.backend.register;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gridmap.backend.audit.cipher.BlindIndex;
import org.gridmap.backend.audit.cipher.FieldCipher;
import org.gridmap.backend.register.RegisterInputs.ResidentInput;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Maps a request about a resident to columns, sealing the values that are stored sealed, and reads
 * the old values of the columns that change.
 */
@Component
class ResidentValues {
  private final FieldCipher cipher;
  private final BlindIndex index;

  ResidentValues(FieldCipher cipher, BlindIndex index) {
    this.cipher = cipher;
    this.index = index;
  }

  Map<String, @Nullable Object> of(long id, ResidentInput input, @Nullable ResidentRow before) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    String name =
        Objects.requireNonNull(
            input.name() == null && before != null ? before.name() : input.name());
    values.put("id", id);
    values.put("name", name.strip());
    values.put("line", NameReadings.searchLine(name));
    values.put("sex", input.sex());
    values.put("birthYear", input.birthYear());
    values.put("relation", input.relation());
    values.put("registration", input.registration());
    values.put("presence", input.presence());
    values.put("origin", text(input.origin()));
    values.put(
        "workplace",
        input.workplace() == null && before != null ? before.workplace() : text(input.workplace()));
    values.put("careNeeds", array(input.careNeeds()));
    values.put("tags", array(input.tags()));
    String idNumber = input.idNumber();
    if (idNumber == null && before != null) {
      byte[] sealed = before.idNumberSealed();
      values.put("idNumber", sealed);
      values.put(
          "idIndex",
          sealed == null
              ? null
              : index.of(
                  BlindIndex.ID_NUMBER,
                  cipher.open(sealed, Residents.TABLE, Residents.ID_NUMBER, id)));
    } else {
      boolean none = idNumber == null || idNumber.isBlank();
      values.put(
          "idNumber",
          none ? null : cipher.seal(text(idNumber), Residents.TABLE, Residents.ID_NUMBER, id));
      values.put("idIndex", none ? null : index.of(BlindIndex.ID_NUMBER, text(idNumber)));
    }
    String note = input.note();
    if (note == null && before != null) {
      values.put("note", before.noteSealed());
    } else {
      values.put(
          "note",
          note == null || note.isBlank()
              ? null
              : cipher.seal(note, Residents.TABLE, Residents.NOTE, id));
    }
    return values;
  }

  /** What the changed fields held before; the whole map is sealed where it is kept. */
  Map<String, String> before(ResidentRow row, ResidentInput input) {
    Map<String, String> old = new LinkedHashMap<>();
    note(old, "name", row.name(), input.name() == null ? row.name() : input.name().strip());
    note(old, "sex", row.sex(), input.sex());
    note(old, "birthYear", row.birthYear(), input.birthYear());
    note(old, "relation", row.relation(), input.relation());
    note(old, "registration", row.registration(), input.registration());
    note(old, "presence", row.presence(), input.presence());
    note(old, "origin", row.origin(), text(input.origin()));
    note(
        old,
        "workplace",
        row.workplace(),
        input.workplace() == null ? row.workplace() : text(input.workplace()));
    note(old, "careNeeds", row.careNeeds(), List.of(array(input.careNeeds())));
    note(old, "tags", row.tags(), List.of(array(input.tags())));
    if (input.idNumber() != null) {
      old.put("idNumber", open(row.idNumberSealed(), Residents.ID_NUMBER, row.id()).orElse(""));
    }
    if (input.note() != null) {
      old.put("note", open(row.noteSealed(), Residents.NOTE, row.id()).orElse(""));
    }
    return old;
  }

  private static void note(
      Map<String, String> old, String field, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      old.put(field, before == null ? "" : before.toString());
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  private static String[] array(@Nullable List<String> values) {
    return values == null ? new String[0] : values.stream().distinct().toArray(String[]::new);
  }

  Optional<String> open(byte @Nullable [] sealed, String column, long id) {
    return sealed == null
        ? Optional.empty()
        : Optional.of(cipher.open(sealed, Residents.TABLE, column, id));
  }
}
