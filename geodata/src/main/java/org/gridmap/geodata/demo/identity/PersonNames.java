package org.gridmap.geodata.demo.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gridmap.geodata.demo.SeededRandom;

/**
 * Combines surnames and characters of given names. Surnames are as frequent as they roughly are:
 * around Jinjiang for locals, in the whole country for migrants. That somebody has such a name is
 * chance.
 */
public final class PersonNames {
  private static final Surnames LOCAL =
      new Surnames(
          "丁20 林14 陈13 李6 吴6 黄6 王5 张5 蔡5 许4 洪3 庄3 郑3 施3 杨2 苏2 颜1 曾1 柯1 傅1 萧1 姚1 郭2 谢1 何1 周1 叶1 卢1 高1"
              + " 尤1 龚1 赖1 欧阳1");
  private static final Surnames NATIONAL =
      new Surnames(
          "王72 李71 张68 刘54 陈43 杨31 黄23 赵22 吴22 周21 徐17 孙15 马13 朱13 胡13 郭12 何12 林11 罗11 高11 郑9 梁9 谢8 宋7"
              + " 唐7 许6 韩6 邓6 冯6 曹6 彭5 曾5 肖5 田5 董4 潘4 袁4 蔡4 蒋4 余4 于4 杜4 叶4 程4 魏4 苏3 吕3 任3 卢3 姚3 沈3"
              + " 钟3 姜3 崔3 谭3 陆3 范3 汪3 廖3 石3 金3 韦3 贾2 夏2 付2 方2 邹2 熊2 白2 孟2 秦2 邱2 侯2 江2 尹2 薛2 闫2 雷2"
              + " 龙2 黎2 史2 陶2 贺2 毛2 段2 龚2 万2 覃2 武2 钱2 戴2 严2 欧2 莫2 孔1 向1 常1 汤1 杭1 冉1 安1 蒙1 阳1");

  private static final String OLD_MEN = "国建文明德福清金水木火天来树根财成仁义礼庆荣发永炳振志源添景坤江海山川春长顺友贤";
  private static final String OLD_WOMEN = "秀英兰珍玉桂凤莲梅香金美宝丽淑惠珠菊月琴娥素芬花巧彩云霞治";
  private static final String MEN = "伟强军勇杰涛磊斌超鹏飞辉波刚健峰俊龙明亮东平华志文海林宏建国庆荣毅锋凯旭阳晓小浩宇翔彬";
  private static final String WOMEN = "芳娜敏静丽艳娟霞燕玲红梅萍雪琳莉婷慧倩莹颖佳晓小春秋冬玉洁丹璐瑶琼岚虹菲蓉薇晶";
  private static final String BOYS = "子轩浩然宇泽皓睿铭博文俊豪嘉梓晨逸辰思远天佑诗涵一诺承恩昊奕乐康安";
  private static final String GIRLS = "雨涵欣怡梓诗琪可馨思语嫣然梦瑶佳慧雅婷紫萱若曦语桐艺芷晴安妮沐诺依一朵";

  private final SeededRandom random;

  public PersonNames(SeededRandom random) {
    this.random = random;
  }

  /** The surname of a family. */
  public String surname(boolean local) {
    return (local ? LOCAL : NATIONAL).draw(random);
  }

  /**
   * A given name of one or two characters, in the fashion of its years.
   *
   * @param birthYear decides the fashion: before 1966, before 2001, later
   */
  public String given(boolean male, int birthYear) {
    String from =
        birthYear < 1966
            ? male ? OLD_MEN : OLD_WOMEN
            : birthYear < 2001 ? male ? MEN : WOMEN : male ? BOYS : GIRLS;
    double single = birthYear < 1966 ? 0.06 : birthYear < 2001 ? 0.2 : 0.07;
    char first = from.charAt(random.below(from.length()));
    if (random.chance(single)) {
      return String.valueOf(first);
    }
    char second = from.charAt(random.below(from.length()));
    return "" + first + second;
  }

  /** Surnames with whole-number weights, written as 王72 李71 …. */
  private static final class Surnames {
    private final List<String> names = new ArrayList<>();
    private final int[] upTo;

    Surnames(String table) {
      String[] entries = table.split(" ", -1);
      upTo = new int[entries.length];
      int sum = 0;
      for (int i = 0; i < entries.length; i++) {
        String name = entries[i].replaceAll("\\d", "");
        sum += Integer.parseInt(entries[i].substring(name.length()));
        names.add(name);
        upTo[i] = sum;
      }
    }

    String draw(SeededRandom random) {
      int ticket = random.below(upTo[upTo.length - 1]);
      int at = Arrays.binarySearch(upTo, ticket + 1);
      return names.get(at < 0 ? -at - 1 : at);
    }
  }
}
