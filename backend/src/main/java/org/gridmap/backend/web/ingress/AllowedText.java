package org.gridmap.backend.web.ingress;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Which characters may stand in a request. */
final class AllowedText {
  private AllowedText() {}

  /**
   * Whether a character may be stored and shown: no control but tab and line ends, nothing that is
   * no character, and none that is invisible or turns the direction of what stands behind it, so
   * that no two texts look alike.
   */
  static boolean allows(int character) {
    if (character < 0x20) {
      return character == '\t' || character == '\n' || character == '\r';
    }
    return !(character >= 0x7F && character <= 0x9F)
        && !(character >= 0xD800 && character <= 0xDFFF)
        && (character & 0xFFFE) != 0xFFFE
        && !(character >= 0xFDD0 && character <= 0xFDEF)
        && !isInvisible(character);
  }

  /** What takes no room, is a filler, or turns the direction; joiners belong to some scripts. */
  private static boolean isInvisible(int character) {
    return switch (character) {
      case 0x00AD,
          0x061C,
          0x115F,
          0x1160,
          0x180E,
          0x200B,
          0x200E,
          0x200F,
          0x2028,
          0x2029,
          0x3164,
          0xFEFF,
          0xFFA0 ->
          true;
      default ->
          (character >= 0x202A && character <= 0x202E)
              || (character >= 0x2060 && character <= 0x206F)
              || (character >= 0xFFF9 && character <= 0xFFFB)
              || (character >= 0xE0000 && character <= 0xE007F);
    };
  }

  /** Whether a text consists of allowed characters. */
  static boolean isText(String text) {
    return text.codePoints().allMatch(AllowedText::allows);
  }

  /**
   * Whether the escaped bytes of a part of an address are text in UTF-8. An escape that is none is
   * left to whoever decodes it.
   */
  static boolean isEscapedText(String escaped) {
    if (isPlain(escaped) && escaped.indexOf('%') < 0) {
      return true;
    }
    ByteBuffer bytes = ByteBuffer.allocate(escaped.length() * 3);
    for (int i = 0; i < escaped.length(); i++) {
      char next = escaped.charAt(i);
      if (next == '%'
          && i + 2 < escaped.length()
          && digit(escaped, i + 1)
          && digit(escaped, i + 2)) {
        bytes.put((byte) Integer.parseInt(escaped, i + 1, i + 3, 16));
        i += 2;
      } else if (next < 0x80) {
        bytes.put((byte) next);
      } else {
        return false;
      }
    }
    return isText(bytes.flip());
  }

  /** Whether a header is text, as the container reads it: one character for each byte. */
  static boolean isHeader(String value) {
    return isPlain(value) || isText(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Whether a text is printable ASCII, as almost everything that is asked is. */
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next < 0x20 || next > 0x7E) {
        return false;
      }
    }
    return true;
  }

  private static boolean isText(ByteBuffer bytes) {
    try {
      return isText(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(bytes)
              .toString());
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean digit(String text, int at) {
    return Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 0x80;
  }
}
