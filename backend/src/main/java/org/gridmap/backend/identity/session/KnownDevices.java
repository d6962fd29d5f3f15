package org.gridmap.backend.identity.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.gridmap.backend.audit.cipher.KeyedDigest;
import org.gridmap.backend.identity.Accounts;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Browsers with which somebody signed in before. Each keeps a cookie with a few marks, one for each
 * login, that only this installation can make; guesses at a login from other browsers do not lock
 * it for them. A mark gives no access, and names nobody.
 *
 * <p>A mark is the day, a random number, and a keyed digest of both with the login.
 */
@Component
class KnownDevices {
  static final String COOKIE = "__Host-gridmap-device";
  private static final String PURPOSE = "known device";
  private static final int MOST_MARKS = 8;
  private static final int CHANCE_BYTES = 12;
  private static final int HEAD_BYTES = Integer.BYTES + CHANCE_BYTES;
  private static final int LONGEST_COOKIE = 1_000;

  private final KeyedDigest digests;
  private final SessionProperties policy;
  private final SecureRandom random = new SecureRandom();

  KnownDevices(KeyedDigest digests, SessionProperties policy) {
    this.digests = digests;
    this.policy = policy;
  }

  /** The marks that a browser sent, true or not. */
  static List<String> listMarks(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return List.of();
    }
    return Arrays.stream(cookies)
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .map(Cookie::getValue)
        .filter(value -> value.length() <= LONGEST_COOKIE)
        .flatMap(value -> Arrays.stream(value.split("\\.", -1)))
        .limit(MOST_MARKS)
        .toList();
  }

  /** Whether this login came in before with the browser that has these marks. */
  boolean isKnown(String login, List<String> marks) {
    return marks.stream().anyMatch(mark -> isOf(login, mark));
  }

  private boolean isOf(String login, String mark) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(mark);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (bytes.length <= HEAD_BYTES) {
      return false;
    }
    byte[] head = Arrays.copyOf(bytes, HEAD_BYTES);
    long age = today() - ByteBuffer.wrap(head).getInt();
    return age >= 0
        && age <= policy.knownDevice().toDays()
        && digests.check(
                PURPOSE, message(login, head), Arrays.copyOfRange(bytes, HEAD_BYTES, bytes.length))
            == KeyedDigest.DigestCheck.TRUE;
  }

  /** Marks the browser of somebody who has just come in. */
  void remember(String login, HttpServletRequest request, HttpServletResponse response) {
    List<String> marks = new ArrayList<>(listMarks(request));
    marks.removeIf(mark -> isOf(login, mark));
    marks.addFirst(mark(login));
    String value = String.join(".", marks.subList(0, Math.min(MOST_MARKS, marks.size())));
    ResponseCookie cookie =
        ResponseCookie.from(COOKIE, value)
            .secure(true)
            .httpOnly(true)
            .sameSite("Strict")
            .path("/")
            .maxAge(policy.knownDevice())
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }

  private String mark(String login) {
    byte[] chance = new byte[CHANCE_BYTES];
    random.nextBytes(chance);
    byte[] head = ByteBuffer.allocate(HEAD_BYTES).putInt((int) today()).put(chance).array();
    byte[] digest = digests.of(PURPOSE, message(login, head));
    byte[] mark = Arrays.copyOf(head, HEAD_BYTES + digest.length);
    System.arraycopy(digest, 0, mark, HEAD_BYTES, digest.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mark);
  }

  private static byte[] message(String login, byte[] head) {
    byte[] name = Accounts.normal(login).getBytes(StandardCharsets.UTF_8);
    byte[] message = Arrays.copyOf(head, head.length + name.length);
    System.arraycopy(name, 0, message, head.length, name.length);
    return message;
  }

  private static long today() {
    return LocalDate.now(ZoneOffset.UTC).toEpochDay();
  }
}
