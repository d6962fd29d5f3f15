package org.gridmap.backend.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.place.Town;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The little town with those who report events and deal with them. */
final class EventTown {
  private static final AtomicLong KEYS = new AtomicLong();

  final Town town;
  final Caller officer;
  final Caller eastOfficer;
  final Caller gridLead;
  final Caller lead;
  final Caller eastLead;
  final Caller leader;

  EventTown(JdbcClient jdbc, Environment environment) {
    town = new Town(jdbc, environment);
    officer = town.officer;
    lead = town.lead;
    eastLead = town.eastLead;
    eastOfficer = town.caller("event-east-officer", Role.OFFICER, Town.EAST);
    gridLead = town.caller("event-grid-lead", Role.GRID_LEAD, Town.WEST);
    leader = town.caller("event-leader", Role.LEADER, Town.VILLAGE);
    if (jdbc.sql("SELECT NOT EXISTS (SELECT FROM staff WHERE name = '陈事件')")
        .query(Boolean.class)
        .single()) {
      assign(jdbc, "陈事件", "GRID_OFFICER", Town.WEST);
      assign(jdbc, "林事件", "GRID_LEAD", Town.VILLAGE);
      assign(jdbc, "王事件", "POLICE", Town.VILLAGE);
    }
  }

  private static void assign(JdbcClient jdbc, String name, String role, String grid) {
    jdbc.sql(
            """
            WITH one AS (
              INSERT INTO staff (name, sex, unit, phone, grid_code) VALUES (:name, 'MALE', 'VILLAGE', '0595-85001122', :grid)
              RETURNING id)
            INSERT INTO assignment (staff_id, grid_code, role, valid)
            SELECT id, :grid, :role, daterange(current_date - 30, NULL) FROM one
            """)
        .param("name", name)
        .param("grid", grid)
        .param("role", role)
        .update();
  }

  static String key() {
    return "event-key-" + KEYS.incrementAndGet() + "-" + System.nanoTime();
  }

  static String body(double longitude, double latitude, String more) {
    return """
    {"category":"LITTER","longitude":%s,"latitude":%s,"importance":"MEDIUM","pressing":"MEDIUM","text":"垃圾堆积"%s}
    """
        .formatted(longitude, latitude, more);
  }

  Answer report(Caller caller, String body) {
    return town.send(caller, "POST", "/api/events", body, "Idempotency-Key", key());
  }

  /** A report in the western grid that was taken. */
  JsonNode reported(Caller caller) {
    return reported(caller, body(100.004, 30.004, ""));
  }

  JsonNode reported(Caller caller, String body) {
    Answer answer = report(caller, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return get(caller, answer.json().get("id").asLong()).json();
  }

  Answer get(Caller caller, long id) {
    return town.get(caller, "/api/events/" + id);
  }

  /** Acts on the version that somebody reads just before. */
  Answer act(Caller caller, long id, String action, String more) {
    Answer read = get(caller, id);
    assertThat(read.status()).as(read.text()).isEqualTo(200);
    return act(caller, id, read.header("ETag"), action, more);
  }

  Answer act(Caller caller, long id, String tag, String action, String more) {
    return town.send(
        caller,
        "POST",
        "/api/events/" + id + "/actions",
        "{\"action\":\"" + action + "\"" + more + "}",
        "If-Match",
        tag,
        "Idempotency-Key",
        key());
  }

  JsonNode done(Caller caller, long id, String action, String more) {
    Answer answer = act(caller, id, action, more);
    assertThat(answer.status()).as(action + " " + answer.text()).isEqualTo(200);
    return answer.json();
  }

  long photo(Caller caller, long id) {
    Answer added = addPhoto(caller, id);
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    return added.json().get("id").asLong();
  }

  Answer addPhoto(Caller caller, long id) {
    return town.send(caller, "POST", "/api/events/" + id + "/photos", picture());
  }

  static byte[] picture() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
