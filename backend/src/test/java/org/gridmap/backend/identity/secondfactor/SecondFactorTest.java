package org.gridmap.backend.identity.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base32;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.backend.People;
import org.gridmap.backend.People.Person;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@CapabilityTest({"house", "identity"})
class SecondFactorTest {
  private static final String VILLAGE = "999900000001";

  @Autowired Environment environment;
  @Autowired JdbcClient jdbc;

  @Test
  void codes_are_those_of_the_standard() {
    // RFC 6238, appendix B, SHA-1, the last six of its eight digits.
    String secret =
        new Base32().encodeToString("12345678901234567890".getBytes(StandardCharsets.US_ASCII));
    Map<Long, String> codes =
        Map.of(
            59L, "287082",
            1_111_111_109L, "081804",
            1_111_111_111L, "050471",
            1_234_567_890L, "005924",
            2_000_000_000L, "279037",
            20_000_000_000L, "353130");
    codes.forEach(
        (moment, code) -> assertThat(Totp.code(secret, Totp.step(moment))).isEqualTo(code));
  }

  @Test
  void a_code_counts_one_step_early_and_one_step_late_and_no_further() {
    String secret = Totp.newSecret();
    assertThat(Totp.findStep(secret, Totp.code(secret, 99), 100)).hasValue(99);
    assertThat(Totp.findStep(secret, Totp.code(secret, 100), 100)).hasValue(100);
    assertThat(Totp.findStep(secret, Totp.code(secret, 101), 100)).hasValue(101);
    assertThat(Totp.findStep(secret, Totp.code(secret, 98), 100)).isEmpty();
    assertThat(Totp.findStep(secret, Totp.code(secret, 102), 100)).isEmpty();
  }

  @Test
  void the_picture_says_what_the_phone_must_know() throws Exception {
    String uri = "otpauth://totp/GridMap:planner?secret=" + Totp.newSecret() + "&issuer=GridMap";
    String svg = QrCode.svg(uri);
    Matcher side = Pattern.compile("viewBox=\"0 0 (\\d+)").matcher(svg);
    assertThat(side.find()).isTrue();
    BitMatrix modules = new BitMatrix(Integer.parseInt(side.group(1)) - 8);
    Matcher run = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1").matcher(svg);
    while (run.find()) {
      modules.setRegion(
          Integer.parseInt(run.group(1)) - 4,
          Integer.parseInt(run.group(2)) - 4,
          Integer.parseInt(run.group(3)),
          1);
    }
    assertThat(new Decoder().decode(modules).getText()).isEqualTo(uri);
  }

  @Test
  void a_planner_without_a_second_factor_may_only_get_one() {
    Person planner = People.with(jdbc, "PLANNER", VILLAGE);
    Browser browser = Browser.of(environment);
    JsonNode session = browser.signIn(planner.login(), People.PASSWORD).json();

    assertThat(session.path("signedIn").booleanValue()).isTrue();
    assertThat(session.path("secondFactor").stringValue()).isEqualTo("ENROLMENT_NEEDED");
    assertThat(session.path("rights").toString()).isEqualTo("[\"OWN_ACCOUNT\"]");
    Client.Answer refused = browser.get("/ogc");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("type").stringValue()).isEqualTo("/problems/step-up-required");
    assertThat(browser.post("/api/account/tokens", Map.of("name", "QGIS", "days", 1)).status())
        .isEqualTo(403);

    String before = browser.cookie();
    enrol(browser);

    assertThat(browser.cookie()).isNotEqualTo(before);
    assertThat(Browser.of(environment).steal(before).get("/api/account").status()).isEqualTo(401);
    assertThat(browser.get("/ogc").status()).isEqualTo(200);
    assertThat(browser.get("/api/session").json().path("secondFactor").stringValue())
        .isEqualTo("DONE");
  }

  @Test
  void half_a_session_opens_nothing_until_the_code_is_shown() {
    Person planner = People.with(jdbc, "PLANNER", VILLAGE);
    Browser first = Browser.of(environment);
    first.signIn(planner.login(), People.PASSWORD);
    String secret = enrol(first);

    Browser browser = Browser.of(environment);
    JsonNode half = browser.signIn(planner.login(), People.PASSWORD).json();
    assertThat(half.path("signedIn").booleanValue()).isFalse();
    assertThat(half.path("secondFactor").stringValue()).isEqualTo("NEEDED");
    assertThat(half.path("account").isNull()).isTrue();
    assertThat(half.path("rights").size()).isZero();
    assertThat(browser.get("/ogc").status()).isEqualTo(401);
    assertThat(browser.get("/api/account").status()).isEqualTo(401);
    String halfCookie = browser.cookie();
    Browser forger = Browser.of(environment).steal(halfCookie);
    assertThat(show(forger, "000000").status()).isEqualTo(403);

    assertThat(show(browser, freshCode(planner, secret)).status()).isEqualTo(200);

    assertThat(browser.cookie()).isNotEqualTo(halfCookie);
    assertThat(browser.get("/ogc").status()).isEqualTo(200);
    assertThat(Browser.of(environment).steal(halfCookie).get("/ogc").status()).isEqualTo(401);
  }

  @Test
  void a_code_that_was_shown_once_is_spent() {
    Person person = People.with(jdbc, "OFFICER", VILLAGE);
    Browser first = Browser.of(environment);
    first.signIn(person.login(), People.PASSWORD);
    String secret = enrol(first);
    String code = freshCode(person, secret);

    Browser browser = Browser.of(environment);
    browser.signIn(person.login(), People.PASSWORD);
    assertThat(show(browser, code).status()).isEqualTo(200);
    Browser thief = Browser.of(environment);
    thief.signIn(person.login(), People.PASSWORD);
    assertThat(show(thief, code).status()).isEqualTo(401);
    assertThat(thief.get("/api/account").status()).isEqualTo(401);
  }

  @Test
  void a_recovery_code_helps_once() {
    Person person = People.with(jdbc, "OFFICER", VILLAGE);
    Browser first = Browser.of(environment);
    first.signIn(person.login(), People.PASSWORD);
    JsonNode begun = first.post("/api/account/totp", Map.of()).json();
    String secret = begun.path("secret").stringValue();
    JsonNode enrolled = first.send("PUT", "/api/account/totp", Map.of("code", now(secret))).json();
    assertThat(enrolled.path("recoveryCodes").size()).isEqualTo(10);
    String recovery = enrolled.path("recoveryCodes").path(3).stringValue();

    Browser browser = Browser.of(environment);
    browser.signIn(person.login(), People.PASSWORD);
    assertThat(show(browser, recovery.toLowerCase(java.util.Locale.ROOT)).status()).isEqualTo(200);
    assertThat(browser.get("/api/account").json().path("recoveryCodesLeft").intValue())
        .isEqualTo(9);
    Browser again = Browser.of(environment);
    again.signIn(person.login(), People.PASSWORD);
    assertThat(show(again, recovery).status()).isEqualTo(401);
  }

  @Test
  void codes_cannot_be_guessed_for_long() {
    Person person = People.with(jdbc, "OFFICER", VILLAGE);
    Browser first = Browser.of(environment);
    first.signIn(person.login(), People.PASSWORD);
    String secret = enrol(first);
    Browser browser = Browser.of(environment);
    browser.signIn(person.login(), People.PASSWORD);
    for (int i = 0; i < 5; i++) {
      assertThat(show(browser, "no such code").status()).isEqualTo(401);
    }
    assertThat(show(browser, freshCode(person, secret)).status()).isEqualTo(429);
  }

  @Test
  void the_secret_lies_sealed_in_the_database() {
    Person person = People.with(jdbc, "OFFICER", VILLAGE);
    Browser browser = Browser.of(environment);
    browser.signIn(person.login(), People.PASSWORD);
    String secret = browser.post("/api/account/totp", Map.of()).json().path("secret").stringValue();
    byte[] stored =
        jdbc.sql("SELECT secret FROM account.second_factor WHERE account_id = ?")
            .param(person.id())
            .query((row, n) -> row.getBytes(1))
            .single();
    assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain(secret);
  }

  @Test
  void a_second_factor_is_removed_with_a_code_of_it() {
    Person planner = People.with(jdbc, "PLANNER", VILLAGE);
    Browser browser = Browser.of(environment);
    browser.signIn(planner.login(), People.PASSWORD);
    String secret = enrol(browser);
    assertThat(browser.post("/api/account/totp", Map.of()).status()).isEqualTo(409);
    assertThat(browser.send("DELETE", "/api/account/totp", Map.of("code", "wrong")).status())
        .isEqualTo(401);
    assertThat(
            browser
                .send("DELETE", "/api/account/totp", Map.of("code", freshCode(planner, secret)))
                .status())
        .isEqualTo(204);
    assertThat(browser.get("/ogc").status()).isEqualTo(403);
  }

  @Test
  void a_page_loaded_again_shows_the_secret_that_the_phone_has_already() {
    Person planner = People.with(jdbc, "PLANNER", VILLAGE);
    Browser browser = Browser.of(environment);
    browser.signIn(planner.login(), People.PASSWORD);
    String first = begin(browser);
    assertThat(begin(browser)).isEqualTo(first);

    jdbc.sql(
            "UPDATE account.second_factor SET created_at = now() - interval '11 minutes'"
                + " WHERE account_id = ?")
        .param(planner.id())
        .update();
    String second = begin(browser);
    assertThat(second).isNotEqualTo(first);
    assertThat(begin(browser)).isEqualTo(second);
    assertThat(browser.send("PUT", "/api/account/totp", Map.of("code", now(second))).status())
        .isEqualTo(200);
  }

  private static String begin(Browser browser) {
    return browser.post("/api/account/totp", Map.of()).json().path("secret").stringValue();
  }

  /** Sets up a second factor in a browser that is signed in; the secret for further codes. */
  private String enrol(Browser browser) {
    JsonNode begun = browser.post("/api/account/totp", Map.of()).json();
    String secret = begun.path("secret").stringValue();
    assertThat(begun.path("uri").stringValue()).contains(secret);
    assertThat(begun.path("qrSvg").stringValue()).startsWith("<svg");
    assertThat(browser.send("PUT", "/api/account/totp", Map.of("code", "000")).status())
        .isEqualTo(422);
    assertThat(browser.send("PUT", "/api/account/totp", Map.of("code", now(secret))).status())
        .isEqualTo(200);
    return secret;
  }

  /** A code as after a while: the one of this step was spent at enrolment. */
  private String freshCode(Person person, String secret) {
    jdbc.sql("UPDATE account.second_factor SET last_step = 0 WHERE account_id = ?")
        .param(person.id())
        .update();
    return now(secret);
  }

  private static Client.Answer show(Browser browser, String code) {
    return browser.post("/api/session/second-factor", Map.of("code", code));
  }

  private static String now(String secret) {
    return Totp.code(secret, Totp.step(Instant.now().getEpochSecond()));
  }
}
