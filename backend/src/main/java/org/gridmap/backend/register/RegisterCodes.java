package org.gridmap.backend.register;

import java.util.Arrays;
import java.util.List;
import org.gridmap.backend.dictionary.FieldEntries.Code;

/** The lists of codes of the register, each with the words of its users. */
final class RegisterCodes {
  private RegisterCodes() {}

  /** A value with its words. */
  public interface Word {
    /** The code. */
    String name();

    /** In Chinese. */
    String zh();

    /** In English. */
    String en();
  }

  /** A list of codes as the dictionary shows it. */
  public static List<Code> list(Word[] values) {
    return Arrays.stream(values).map(one -> new Code(one.name(), one.zh(), one.en())).toList();
  }

  /** 性别. */
  public enum Sex implements Word {
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
  public enum Relation implements Word {
    HEAD("户主", "head of the household"),
    SPOUSE("配偶", "spouse"),
    CHILD("子女", "child"),
    CHILD_IN_LAW("儿媳、女婿", "child in law"),
    PARENT("父母", "parent"),
    PARENT_IN_LAW("公婆、岳父母", "parent in law"),
    GRANDPARENT("祖父母", "grandparent"),
    GRANDCHILD("孙子女", "grandchild"),
    SIBLING("兄弟姐妹", "sibling"),
    OTHER_RELATIVE("其他亲属", "other relative"),
    TENANT("租客", "tenant"),
    OTHER("其他", "other");

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
  public enum Registration implements Word {
    REGISTERED("户籍", "registered here"),
    PERMANENT("常住", "permanent, registered elsewhere"),
    FLOATING("流动", "floating");

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
  public enum Presence implements Word {
    AT_HOME("在家", "at home"),
    AWAY("流出", "away"),
    MOVED_OUT("迁出", "moved out");

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
  public enum PhoneKind implements Word {
    OWN("本人电话", "own phone"),
    EMERGENCY("紧急联系人", "emergency contact");

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
  public enum HouseholdKind implements Word {
    FAMILY("家庭户", "family"),
    COLLECTIVE("集体户", "collective, such as a dormitory");

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
  public enum Tenure implements Word {
    OWNED("自住", "owned"),
    RENTED("租住", "rented"),
    DORMITORY("宿舍", "dormitory"),
    UNKNOWN("不详", "unknown");

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
  public enum CareNeed implements Word {
    NEEDS_CARRYING("需要背抬", "needs carrying"),
    WHEELCHAIR("使用轮椅", "uses a wheelchair"),
    OXYGEN("需要供氧", "needs oxygen"),
    POWERED_DEVICE("依赖用电设备", "depends on a powered device"),
    REGULAR_MEDICINE("需按时送药", "needs medicine brought on time"),
    TRANSPORT_TO_TREATMENT("需接送就医", "needs transport to treatment"),
    MEAL_HELP("需要助餐", "needs help with meals"),
    DAILY_VISIT("需要每日探访", "needs a visit every day"),
    SIGN_LANGUAGE("需要手语或文字", "needs signs or writing"),
    GUIDANCE("需要引路", "needs to be guided"),
    ACCOMPANIMENT("需有人陪护", "needs somebody along");

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
