package org.gridmap.backend.finder.lookup;

import com.fasterxml.jackson.annotation.JsonValue;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridmap.backend.audit.cipher.BlindIndex;
import org.gridmap.backend.register.Masking;
import org.gridmap.backend.register.NameReadings;

/**
 * What somebody typed, taken apart. Which kind it is depends on the text alone and never on what is
 * stored, so that the kind of an answer tells nothing.
 *
 * @param kind what it is matched by
 * @param name what stands without digits, as names are compared; may be empty
 * @param places what holds a digit: rooms, house numbers, addresses, ends of phones
 * @param phone a whole phone, as it was typed; empty without one
 */
record SearchText(QueryKind kind, String name, List<String> places, String phone) {
  /** What a search is matched by. */
  enum QueryKind {
    /** The first character of a name, or the beginning of its pinyin; the mask shows it. */
    SURNAME,
    /** Room, house number, address, or the last four digits of a phone; the mask shows them. */
    PLACE,
    /** More of a name than the mask shows. */
    NAME,
    /** A whole phone. */
    PHONE;

    /** Whether an answer tells more than the masked records do. */
    boolean isLookUp() {
      return this == NAME || this == PHONE;
    }

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern SEPARATORS = Pattern.compile("[\\s()-]+");
  private static final Pattern WHOLE_PHONE = Pattern.compile("[+]?[0-9]{7,15}");
  private static final Pattern DIGIT = Pattern.compile("[0-9]");
  private static final Pattern TAIL = Pattern.compile("[0-9]{4}");
  private static final Pattern LETTERS = Pattern.compile("[a-z]+");

  /** One syllable of pinyin without a tone, and a few that nobody speaks. */
  private static final Pattern SYLLABLE =
      Pattern.compile(
          "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
              + "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu"
              + "|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)");

  static SearchText of(String typed) {
    String text =
        Normalizer.normalize(typed, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).strip();
    String joined = SEPARATORS.matcher(text).replaceAll("");
    if (WHOLE_PHONE.matcher(joined).matches()) {
      return new SearchText(QueryKind.PHONE, "", List.of(), joined);
    }
    StringBuilder name = new StringBuilder();
    List<String> places = new ArrayList<>();
    for (String word : text.split("\\s+")) {
      if (DIGIT.matcher(word).find()) {
        places.add(word);
      } else {
        name.append(word);
      }
    }
    String plain = NameReadings.plain(name.toString());
    QueryKind kind =
        plain.isEmpty() ? QueryKind.PLACE : isShown(plain) ? QueryKind.SURNAME : QueryKind.NAME;
    return new SearchText(kind, plain, List.copyOf(places), "");
  }

  boolean isEmpty() {
    return name.isEmpty() && places.isEmpty() && phone.isEmpty();
  }

  /** The first word that may be the last four digits of a phone; empty without one. */
  String tail() {
    return places.stream().filter(word -> TAIL.matcher(word).matches()).findFirst().orElse("");
  }

  /** Whether the name is written in the letters of pinyin. */
  boolean isPinyin() {
    return LETTERS.matcher(name).matches();
  }

  /**
   * What a look-up tries out: the places beside it narrow an answer and tell nothing that the
   * masked records do not.
   */
  String guess() {
    return kind == QueryKind.PHONE ? BlindIndex.normalise(BlindIndex.PHONE, phone) : name;
  }

  /**
   * What the mask would show of somebody who fits the guess: readings of the family name, or the
   * shown digits. Whoever tries out one person's name or phone stays within one of them.
   */
  List<String> shown() {
    if (kind == QueryKind.PHONE) {
      return List.of(Masking.phone(guess()));
    }
    return isPinyin() ? syllables(name) : NameReadings.firstReadings(name);
  }

  /** The syllables with which letters may begin; without any, the first letter. */
  private static List<String> syllables(String letters) {
    TreeSet<String> syllables = new TreeSet<>();
    for (int end = 1; end <= letters.length(); end++) {
      String begun = letters.substring(0, end);
      if (SYLLABLE.matcher(begun).matches()) {
        syllables.add(begun);
      }
    }
    return syllables.isEmpty() ? List.of(letters.substring(0, 1)) : List.copyOf(syllables);
  }

  private static boolean isShown(String plain) {
    if (plain.codePointCount(0, plain.length()) == 1) {
      return Character.isLetter(plain.codePointAt(0));
    }
    Matcher syllable = SYLLABLE.matcher(plain);
    return LETTERS.matcher(plain).matches() && (syllable.matches() || syllable.hitEnd());
  }
}
