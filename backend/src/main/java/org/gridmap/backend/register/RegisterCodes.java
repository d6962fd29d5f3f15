package org.gridmap.backend.register;

import java.util.Arrays;
import java.util.List;
import org.gridmap.backend.dictionary.FieldEntries.DictionaryCode;
import org.gridmap.backend.web.Labelled;

/**
 * The lists of codes of the register, each with the words of its users: the dictionary and the
 * description of the API tell them, and the page shows them.
 */
public final class RegisterCodes {
  private RegisterCodes() {}

  /** A list of codes as the dictionary shows it. */
  static <E extends Enum<E> & Labelled> List<DictionaryCode> list(E[] values) {
    return Arrays.stream(values)
        .map(one -> new DictionaryCode(one.name(), one.zh(), one.en()))
        .toList();
  }

  /** 性别. */
  public enum Sex implements Labelled {
    FEMALE("女", "female"),
    MALE("男", "male"),
    UNKNOWN("不详", "unknown");

    private final String zh;
    private final String en;

    Sex(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    @Override
    public String zh() {
      return zh;
    }

    @Override
    public String en() {
      return en;
    }
  }

  /** 与户主关系. */
  public enum Relation implements Labelled {
    HEAD("户主", "Head"),
    SPOUSE("配偶", "Spouse"),
    CHILD("子女", "Child"),
    CHILD_IN_LAW("儿媳、女婿", "Child in law"),
    PARENT("父母", "Parent"),
    PARENT_IN_LAW("公婆、岳父母", "Parent in law"),
    GRANDPARENT("祖父母", "Grandparent"),
    GRANDCHILD("孙子女", "Grandchild"),
    SIBLING("兄弟姐妹", "Sibling"),
    OTHER_RELATIVE("其他亲属", "Other relative"),
    TENANT("租客", "Tenant"),
    OTHER("其他", "Other");

    private final String zh;
    private final String en;

    Relation(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    @Override
    public String zh() {
      return zh;
    }

    @Override
    public String en() {
      return en;
    }
  }

  /** 户籍、常住、流动. */
  public enum Registration implements Labelled {
    REGISTERED("户籍", "Registered"),
    PERMANENT("常住", "Permanent"),
    FLOATING("流动", "Floating");

    private final String zh;
    private final String en;

    Registration(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    @Override
    public String zh() {
      return zh;
    }

    @Override
    public String en() {
      return en;
    }
  }

  /** 在家、流出、迁出. */
  public enum Presence implements Labelled {
    AT_HOME("在家", "At home"),
    AWAY("流出", "Away"),
    MOVED_OUT("迁出", "Moved out");

    private final String zh;
    private final String en;

    Presence(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    @Override
    public String zh() {
      return zh;
    }

    @Override
    public String en() {
      return en;
    }
  }

  /** Whose phone it is. */
  public enum PhoneKind implements Labelled {
    OWN("本人电话", "Own phone"),
    EMERGENCY("紧急联系人", "Emergency contact");

    private final String zh;
    private final String en;

    PhoneKind(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    @Override
    public String zh() {
      return zh;
    }

    @Override
    public String en() {
      return en;
    }
  }

  /** 户别. */
  public enum HouseholdKind implements Labelled {
    FAMILY("家庭户", "Family"),
    COLLECTIVE("集体户", "Collective");

    private final String zh;
    private final String en;

    HouseholdKind(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    @Override
    public String zh() {
      return zh;
    }

    @Override
    public String en() {
      return en;
    }
  }

  /** 居住方式. */
  public enum Tenure implements Labelled {
    OWNED("自住", "Owned"),
    RENTED("租住", "Rented"),
    DORMITORY("宿舍", "Dormitory"),
    UNKNOWN("不详", "Unknown");

    private final String zh;
    private final String en;

    Tenure(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    @Override
    public String zh() {
      return zh;
    }

    @Override
    public String en() {
      return en;
    }
  }

  /** A service that somebody needs: what to bring and what to do, never what he suffers from. */
  public enum CareNeed implements Labelled {
    NEEDS_CARRYING("需要背抬", "needs carrying"),
    WHEELCHAIR("使用轮椅", "uses a wheelchair"),
    OXYGEN("需要供氧", "needs oxygen"),
    POWERED_DEVICE("依赖用电设备", "depends on a powered device"),
    REGULAR_MEDICINE("需按时送药", "medicine brought on time"),
    TRANSPORT_TO_TREATMENT("需接送就医", "transport to treatment"),
    MEAL_HELP("需要助餐", "help with meals"),
    DAILY_VISIT("需要每日探访", "a visit every day"),
    SIGN_LANGUAGE("需要手语或文字", "signs or writing"),
    GUIDANCE("需要引路", "needs to be guided"),
    ACCOMPANIMENT("需有人陪护", "somebody along");

    private final String zh;
    private final String en;

    CareNeed(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    @Override
    public String zh() {
      return zh;
    }

    @Override
    public String en() {
      return en;
    }
  }
}
