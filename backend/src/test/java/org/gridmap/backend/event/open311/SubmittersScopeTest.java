package org.gridmap.backend.event.open311;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.place.Town;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** Whose key a program sends by is not who reported. */
@CapabilityTest({"identity", "event"})
@Import(Town.SignIn.class)
class SubmittersScopeTest extends GeoReportTown {
  @Test
  void the_owner_of_a_key_sees_nothing_of_what_citizens_send_outside_his_grids()
      throws IOException {
    ByteArrayOutputStream picture = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg", picture);
    long since =
        town.get(town.officer, "/api/event-changes?since=0").json().get("revision").asLong();
    Answer sent =
        client.postParts(
            "/v2/requests.json",
            form(
                "long", "100.016", "description", SECRET, "last_name", "张", "phone", "13800138000"),
            picture.toByteArray());
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    String number = sent.json().get(0).get("service_request_id").asString();
    assertThat(column(number, "grid_code")).isEqualTo(Town.EAST);
    String event = "/api/events/" + column(number, "id");
    String photo =
        "/api/event-photos/"
            + job.sql(
                    "SELECT p.id FROM person.event_photo p JOIN event e ON e.id = p.event_id WHERE e.public_id = ?")
                .param(number)
                .query(Long.class)
                .single();

    assertThat(town.get(town.officer, event).status()).isEqualTo(404);
    assertThat(town.get(town.officer, photo).status()).isEqualTo(404);
    assertThat(town.get(town.officer, "/api/events?limit=500").text())
        .doesNotContain(column(number, "number"));
    JsonNode changes = town.get(town.officer, "/api/event-changes?since=" + since).json();
    assertThat(changes.get("changed").size() + changes.get("gone").size()).isZero();

    JsonNode read = town.get(town.eastLead, event).json();
    assertThat(read.get("text").asString()).contains(SECRET, "张", "13800138000");
    assertThat(read.get("photos").size()).isEqualTo(1);
    assertThat(town.get(town.eastLead, photo).status()).isEqualTo(200);
  }
}
