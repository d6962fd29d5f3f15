package org.gridmap.backend.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridmap.backend.dictionary.FieldEntries;
import org.gridmap.backend.dictionary.FieldEntry;
import org.gridmap.backend.dictionary.FieldEntry.Sensitivity;
import org.springframework.stereotype.Component;

/** Entries of the data dictionary for households, residents and phones: why each column is kept. */
@Component
class RegisterFields implements FieldEntries {
  private static final String DUTY =
      "公共服务法定职责 · statutory duty of public service (PIPL art. 13(1)3)";
  private static final String CONSENT = "本人同意 · consent of the person (PIPL art. 13(1)1, 29)";
  private static final String OPERATION = "安全保障义务 · duty to secure the data (PIPL art. 51)";
  private static final String WHILE_LIVING =
      "居住期间及移除后 180 天 · while the person lives here and 180 days after removal";
  private static final String WITH_ROW = "随记录 · as long as its row";

  @Override
  public Map<String, List<DictionaryCode>> codes() {
    Map<String, List<DictionaryCode>> codes = new TreeMap<>();
    codes.put("sex", RegisterCodes.list(RegisterCodes.Sex.values()));
    codes.put("relation", RegisterCodes.list(RegisterCodes.Relation.values()));
    codes.put("registration", RegisterCodes.list(RegisterCodes.Registration.values()));
    codes.put("presence", RegisterCodes.list(RegisterCodes.Presence.values()));
    codes.put("phoneKind", RegisterCodes.list(RegisterCodes.PhoneKind.values()));
    codes.put("householdKind", RegisterCodes.list(RegisterCodes.HouseholdKind.values()));
    codes.put("tenure", RegisterCodes.list(RegisterCodes.Tenure.values()));
    codes.put("careNeed", RegisterCodes.list(RegisterCodes.CareNeed.values()));
    return codes;
  }

  @Override
  public List<FieldEntry> listFields() {
    List<FieldEntry> fields = new ArrayList<>();
    for (String table : List.of("person.household", "person.resident", "person.phone")) {
      fields.add(technical(table, "id", "编号", "number", "naming the record"));
      fields.add(
          technical(
              table,
              "house_id",
              "房屋",
              "house",
              "placing people through houses; row-level security"));
      fields.add(
          technical(
              table,
              "village_code",
              "村（社区）",
              "village",
              "row-level security of people without a house"));
    }
    for (String table : List.of("person.household", "person.resident")) {
      fields.add(technical(table, "version", "版本", "version", "finding edits that collide"));
      fields.add(technical(table, "created_at", "建档时间", "created at", "tracing the record"));
      fields.add(
          technical(table, "updated_at", "更新时间", "updated at", "showing how fresh the record is"));
      fields.add(
          technical(
              table,
              "removed_at",
              "移除时间",
              "removed at",
              "destroying removed records when their time ends"));
    }
    fields.add(
        technical(
            "person.household",
            "house_key",
            "房屋来源编号",
            "key of the house in its source",
            "finding the house again after an import"));
    fields.add(
        technical(
            "person.household", "source", "来源", "source", "replacing a load by its successor"));
    fields.add(
        technical(
            "person.household",
            "source_id",
            "来源编号",
            "number in the source",
            "replacing a load by its successor"));
    fields.add(
        shown(
            "person.household",
            "number",
            "户号",
            "number of the household",
            "finding the household in the ledger",
            DUTY));
    fields.add(shown("person.household", "room", "房间", "room", "standing at the right door", DUTY));
    fields.add(
        shown(
            "person.household",
            "kind",
            "户别",
            "kind of household",
            "balancing the work of grids",
            DUTY));
    fields.add(shown("person.household", "tenure", "居住方式", "tenure", "counting rentals", DUTY));
    String resident = "person.resident";
    fields.add(technical(resident, "household_id", "户", "household", "placing the person"));
    fields.add(
        partly(
            resident,
            "name",
            "姓名",
            "name",
            "calling the person by name",
            DUTY,
            Sensitivity.PERSONAL));
    fields.add(
        unsent(
            resident,
            "search_line",
            "检索用拼音",
            "pinyin for search",
            "finding the person by a piece of the name"));
    fields.add(
        shown(resident, "sex", "性别", "sex", "population counts; sending the right helper", DUTY));
    fields.add(
        shown(
            resident,
            "birth_year",
            "出生年份",
            "year of birth",
            "telling children and elders; population counts",
            DUTY));
    fields.add(
        shown(
            resident,
            "relation",
            "与户主关系",
            "relation to the head",
            "knowing whom to speak to",
            DUTY));
    fields.add(shown(resident, "registration", "户籍状态", "registration", "population counts", DUTY));
    fields.add(
        shown(
            resident,
            "presence",
            "在住状态",
            "presence",
            "knowing who is at home in an emergency",
            DUTY));
    fields.add(
        shown(resident, "origin", "来自", "origin", "services for people from elsewhere", DUTY));
    fields.add(
        partly(
            resident,
            "workplace",
            "工作单位",
            "workplace",
            "reaching the person by day in an emergency",
            CONSENT,
            Sensitivity.PERSONAL));
    fields.add(
        new FieldEntry(
            resident,
            "care_needs",
            "照护需求",
            "care needs",
            "bringing the service that is needed; never a diagnosis",
            CONSENT,
            WHILE_LIVING,
            Sensitivity.SENSITIVE,
            FieldEntry.Masking.NONE));
    fields.add(
        new FieldEntry(
            resident,
            "tags",
            "标签",
            "tags",
            "the purpose configured with each tag",
            CONSENT,
            WHILE_LIVING,
            Sensitivity.SENSITIVE,
            FieldEntry.Masking.NONE));
    fields.add(
        hidden(
            resident,
            "id_number_sealed",
            "证件号码",
            "number of the identity document",
            "services that the law ties to it; off unless configured",
            DUTY));
    fields.add(
        unsent(
            resident,
            "id_number_index",
            "证件号码索引",
            "blind index of the ID number",
            "finding double registrations"));
    fields.add(
        hidden(resident, "note_sealed", "备注", "note", "what the next visitor must know", CONSENT));
    String phone = "person.phone";
    fields.add(technical(phone, "resident_id", "居民", "resident", "placing the phone"));
    fields.add(
        shown(
            phone,
            "kind",
            "电话类别",
            "kind of phone",
            "knowing whether the person or the family answers",
            DUTY));
    fields.add(
        partly(
            phone,
            "number_sealed",
            "电话号码",
            "phone number",
            "calling the person or the family in need",
            DUTY,
            Sensitivity.PERSONAL));
    fields.add(
        unsent(
            phone,
            "number_index",
            "号码索引",
            "blind index of the number",
            "finding the person who called"));
    fields.add(
        unsent(
            phone,
            "tail_index",
            "尾号索引",
            "blind index of the last digits",
            "finding the person by the end of a number"));
    fields.add(
        partly(
            phone,
            "holder_sealed",
            "紧急联系人姓名",
            "name of the emergency contact",
            "calling the family by name",
            CONSENT,
            Sensitivity.PERSONAL));
    fields.add(
        shown(
            phone,
            "relation",
            "联系人关系",
            "relation of the contact",
            "knowing whom one calls",
            CONSENT));
    fields.addAll(changes());
    fields.addAll(tallies());
    return fields;
  }

  private static List<FieldEntry> changes() {
    String table = "person.change";
    String purpose = "tracing who changed what";
    List<FieldEntry> fields = new ArrayList<>();
    for (String[] column :
        new String[][] {
          {"id", "编号", "number"},
          {"subject_type", "对象类别", "kind of subject"},
          {"subject_id", "对象编号", "number of the subject"},
          {"house_id", "房屋", "house"},
          {"village_code", "村（社区）", "village"},
          {"at", "时间", "time"},
          {"account_id", "操作账号", "account"},
          {"login", "操作人", "who"},
          {"action", "操作", "action"},
          {"fields", "变更字段", "changed fields"}
        }) {
      fields.add(technical(table, column[0], column[1], column[2], purpose));
    }
    fields.add(unsent(table, "old_sealed", "原值", "values before", "undoing a wrong change"));
    return fields;
  }

  private static List<FieldEntry> tallies() {
    String table = "person.house_tally";
    List<FieldEntry> fields = new ArrayList<>();
    for (String[] column :
        new String[][] {
          {"house_id", "房屋", "house"},
          {"village_code", "村（社区）", "village"},
          {"households", "户数", "households"},
          {"residents", "居民数", "residents"},
          {"registered", "户籍人数", "registered"},
          {"permanent", "常住人数", "permanent"},
          {"floating", "流动人数", "floating"},
          {"at_home", "在家人数", "at home"},
          {"away", "流出人数", "away"},
          {"moved_out", "迁出人数", "moved out"},
          {"children", "儿童数", "children"},
          {"elders", "老人数", "elders"},
          {"care_needs", "需照护人数", "people in need of care"},
          {"counted_in", "统计年份", "year of the count"}
        }) {
      fields.add(
          new FieldEntry(
              table,
              column[0],
              column[1],
              column[2],
              "counts of grids, small ones suppressed",
              DUTY,
              WITH_ROW,
              Sensitivity.PERSONAL,
              FieldEntry.Masking.NEVER_SENT));
    }
    fields.add(
        technical(
            "person.register_revision", "only_row", "唯一行", "the only row", "keeping it one row"));
    fields.add(
        technical(
            "person.register_revision",
            "number",
            "修订号",
            "revision",
            "knowing when counts changed"));
    return fields;
  }

  private static FieldEntry technical(
      String table, String column, String zh, String en, String purpose) {
    return new FieldEntry(
        table,
        column,
        zh,
        en,
        purpose,
        OPERATION,
        WITH_ROW,
        Sensitivity.TECHNICAL,
        FieldEntry.Masking.NONE);
  }

  private static FieldEntry shown(
      String table, String column, String zh, String en, String purpose, String basis) {
    return new FieldEntry(
        table,
        column,
        zh,
        en,
        purpose,
        basis,
        WHILE_LIVING,
        Sensitivity.PERSONAL,
        FieldEntry.Masking.NONE);
  }

  private static FieldEntry partly(
      String table,
      String column,
      String zh,
      String en,
      String purpose,
      String basis,
      Sensitivity how) {
    return new FieldEntry(
        table, column, zh, en, purpose, basis, WHILE_LIVING, how, FieldEntry.Masking.PARTLY);
  }

  private static FieldEntry hidden(
      String table, String column, String zh, String en, String purpose, String basis) {
    return new FieldEntry(
        table,
        column,
        zh,
        en,
        purpose,
        basis,
        WHILE_LIVING,
        Sensitivity.SENSITIVE,
        FieldEntry.Masking.HIDDEN);
  }

  private static FieldEntry unsent(
      String table, String column, String zh, String en, String purpose) {
    return new FieldEntry(
        table,
        column,
        zh,
        en,
        purpose,
        OPERATION,
        WITH_ROW,
        Sensitivity.PERSONAL,
        FieldEntry.Masking.NEVER_SENT);
  }
}
