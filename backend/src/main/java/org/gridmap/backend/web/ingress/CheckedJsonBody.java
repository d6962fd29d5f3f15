package org.gridmap.backend.web.ingress;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;

/**
 * A body of JSON that is checked while it is read: its bytes are UTF-8, and its characters, written
 * as they are or escaped, may stand in a request. What else JSON is, its reader says.
 */
final class CheckedJsonBody extends ServletInputStream {
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final ServletInputStream in;
  private boolean first = true;

  /** The character so far, and how many bytes of it are missing; the least that so many may say. */
  private int character;

  private int missing;
  private int least;

  /** Behind a backslash; within an escape of four digits how many are missing. */
  private boolean backslash;

  private int digits;
  private int unit;

  /** The first half of a pair of escapes, 0 without one. */
  private int high;

  CheckedJsonBody(ServletInputStream in) {
    this.in = in;
  }

  /** The body has text that may not stand in a request. */
  static final class IllFormedException extends CharacterCodingException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    if (next < 0) {
      end();
    } else {
      take(next);
    }
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    if (count < 0) {
      end();
    }
    for (int i = offset; i < offset + count; i++) {
      take(bytes[i] & 0xFF);
    }
    return count;
  }

  private void end() throws IOException {
    require(missing == 0 && high == 0);
  }

  private void take(int next) throws IOException {
    if (missing > 0) {
      require((next & 0xC0) == 0x80);
      character = character << 6 | next & 0x3F;
      if (--missing == 0) {
        require(character >= least && character <= 0x10FFFF);
        take32(character);
      }
    } else if (next < 0x80) {
      take32(next);
    } else {
      missing = next >= 0xF0 ? 3 : next >= 0xE0 ? 2 : 1;
      require(next >= 0xC2 && next <= 0xF4);
      character = next & (0x3F >> missing);
      least = missing == 3 ? 0x10000 : missing == 2 ? 0x800 : 0x80;
    }
  }

  private void take32(int next) throws IOException {
    boolean mark = first && next == BYTE_ORDER_MARK;
    first = false;
    require(mark || AllowedText.allows(next));
    if (digits > 0) {
      int value = Character.digit(next, 16);
      // Four digits or no JSON at all, which its reader will say.
      unit = unit << 4 | Math.max(0, value);
      if (--digits == 0) {
        escaped();
      }
    } else if (backslash) {
      backslash = false;
      digits = next == 'u' ? 4 : 0;
      unit = 0;
      require(digits > 0 || high == 0);
    } else {
      backslash = next == '\\';
      require(backslash || high == 0);
    }
  }

  private void escaped() throws IOException {
    if (high != 0) {
      require(Character.isLowSurrogate((char) unit));
      require(AllowedText.allows(Character.toCodePoint((char) high, (char) unit)));
      high = 0;
    } else if (Character.isHighSurrogate((char) unit)) {
      high = unit;
    } else {
      require(AllowedText.allows(unit));
    }
  }

  private static void require(boolean fine) throws IllFormedException {
    if (!fine) {
      throw new IllFormedException();
    }
  }

  @Override
  public boolean isFinished() {
    return in.isFinished();
  }

  @Override
  public boolean isReady() {
    return in.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    in.setReadListener(listener);
  }
}
