package org.gridmap.backend.event.open311;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.photo.PhotoUploads;
import org.gridmap.backend.place.Town;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;

/** Reports by GeoReport v2, however a client of somebody else sends them. */
@CapabilityTest({"identity", "event"})
@Import(Town.SignIn.class)
class SubmissionTest extends GeoReportTown {
  @Autowired private PhotoUploads uploads;

  @Test
  void a_report_by_a_form_becomes_an_event_with_words_that_only_the_town_reads() {
    String number =
        submitted(
            form(
                "description",
                SECRET + "\r\n第二行",
                "first_name",
                "三",
                "last_name",
                "张",
                "phone",
                "13800138000",
                "email",
                "a@example.com",
                "account_id",
                "k-17",
                "device_id",
                "d-9",
                "media_url",
                "https://pictures.example/1.jpg",
                "attribute[PRESSING]",
                "HIGH",
                "attribute[IMPORTANCE]",
                "HIGH",
                "unknown",
                "x"));
    assertThat(number).matches("[0-9a-f]{16}");
    assertThat(words(number))
        .isEqualTo(
            SECRET
                + "\n第二行\n姓：张\n名：三\n电话：13800138000\n电子邮箱：a@example.com"
                + "\n账号：k-17\n设备：d-9\n图片地址：https://pictures.example/1.jpg");
    assertThat(column(number, "urgency")).isEqualTo("RED");
    assertThat(column(number, "reporter_id")).isEqualTo(Long.toString(town.officer.accountId()));
    for (String format : List.of("json", "xml")) {
      String all =
          client.get("/v2/requests." + format + "?extensions=true").text()
              + client.get("/v2/requests/" + number + "." + format).text();
      assertThat(all)
          .contains(number)
          .doesNotContain(SECRET, "138001", "a@example.com", "pictures.example", "第二行");
    }
  }

  @Test
  void a_form_of_several_parts_brings_its_photos_whatever_comes_first() throws IOException {
    ByteArrayOutputStream picture = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg", picture);
    byte[] file = picture.toByteArray();
    Answer answer = client.postParts("/v2/requests.xml", form("description", "垃圾"), file, file);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    var request = GeoReportClient.xml(answer.bytes());
    assertThat(request.getTagName()).isEqualTo("service_requests");
    String number = request.getElementsByTagName("service_request_id").item(0).getTextContent();
    assertThat(
            job.sql(
                    "SELECT count(*) FROM person.event_photo p JOIN event e ON e.id = p.event_id WHERE e.public_id = ?")
                .param(number)
                .query(Long.class)
                .single())
        .isEqualTo(2);
    assertThat(
            client.get("/v2/requests/" + number + ".json").json().get(0).get("media_url").isNull())
        .isTrue();
    assertThat(
            client
                .postParts(
                    "/v2/requests.json", form(), "no picture".getBytes(StandardCharsets.UTF_8))
                .status())
        .isBetween(400, 415);
    assertThat(client.postParts("/v2/requests.json", form(), file, file, file, file).status())
        .isEqualTo(400);
  }

  /** The key last, the place first, empty fields between, several values where one is enough. */
  @Test
  void fields_may_come_in_any_order_empty_and_several_times() throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("long", "100.0125");
    fields.put("email", "");
    fields.put("attribute[PRESSING][]", "HIGH");
    fields.put("description", "  ");
    fields.put("service_code", "LITTER");
    fields.put("address_string", "");
    fields.put("lat", "30.0025");
    fields.put("api_key", key);
    for (String format : List.of("json", "xml")) {
      Answer form = client.post("/v2/requests." + format, fields);
      Answer parts = client.postParts("/v2/requests." + format, fields, picture(Color.GRAY));
      for (Answer answer : List.of(form, parts)) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        String number =
            format.equals("json")
                ? answer.json().get(0).get("service_request_id").asString()
                : GeoReportClient.xml(answer.bytes())
                    .getElementsByTagName("service_request_id")
                    .item(0)
                    .getTextContent();
        assertThat(column(number, "urgency")).isEqualTo("ORANGE");
        assertThat(column(number, "grid_code")).isEqualTo(Town.EAST);
        assertThat(words(number)).isEqualTo("垃圾堆积");
      }
    }
    JsonNode made = client.post("/v2/requests.json", fields).json().get(0);
    assertThat(made.get("service_notice").asString()).isNotBlank();
    assertThat(made.get("account_id").isNull()).isTrue();
  }

  @Test
  void parameters_may_stand_in_the_address_too() {
    Map<String, String> inAddress =
        Map.of("service_code", "STREET_LIGHT", "lat", "30.002", "jurisdiction_id", "gridmap");
    Answer answer =
        client.post(
            "/v2/requests.json?" + GeoReportClient.encoded(inAddress),
            Map.of("long", "100.013", "api_key", key));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(column(answer.json().get(0).get("service_request_id").asString(), "grid_code"))
        .isEqualTo(Town.EAST);
  }

  @Test
  void a_place_may_be_an_address_or_its_number_and_a_border_asks_nobody() {
    Map<String, String> byAddress = form("address_string", "试验村柳荫路3号");
    byAddress.remove("lat");
    byAddress.remove("long");
    String number = submitted(byAddress);
    assertThat(column(number, "house_id")).isEqualTo(Long.toString(town.fixture.firstHouse() + 2));
    JsonNode shown = client.both("/v2/requests/" + number, "service_requests").get(0);
    assertThat(shown.get("long").doubleValue()).isEqualTo(100.0025);

    Map<String, String> byId = form("address_id", Long.toString(town.eastHouse()));
    byId.remove("lat");
    byId.remove("long");
    assertThat(column(submitted(byId), "grid_code")).isEqualTo(Town.EAST);
    assertThat(column(submitted(form("long", "100.01001", "lat", "30.002")), "grid_code"))
        .isEqualTo(Town.EAST);

    byAddress.put("address_string", "没有这条路1号");
    refused(byAddress, 404, "address_string was not found; send lat and long");
    byAddress.remove("address_string");
    refused(byAddress, 400, "a place was not provided: lat and long, address_id or address_string");
    refused(form("long", ""), 400, "long was not provided");
    refused(form("lat", "91"), 400, "lat is a number from -90.0 to 90.0");
    refused(form("lat", "NaN"), 400, "lat is a number from -90.0 to 90.0");
    refused(form("long", "10", "lat", "10"), 400, "the place lies outside of the town");
  }

  @Test
  void a_repeated_key_with_other_photos_is_another_report() throws IOException {
    byte[] first = picture(Color.RED);
    byte[] second = picture(Color.GREEN);
    long before = events();
    String key = "open311-photos-" + before;
    Map<String, String> fields = form("description", "照片");
    Answer made = client.postParts("/v2/requests.json", key, fields, first);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    Answer again = client.postParts("/v2/requests.json", key, fields, first);
    assertThat(again.text()).isEqualTo(made.text());
    Answer other = client.postParts("/v2/requests.json", key, fields, second);
    assertThat(other.status()).as(other.text()).isEqualTo(400);
    assertThat(other.json().get(0).get("code").asInt()).isEqualTo(400);
    assertThat(events()).isEqualTo(before + 1);
  }

  @Test
  void a_form_is_not_read_for_a_key_in_the_address_that_is_none() {
    Answer answer =
        client.postBroken("/v2/requests.json?api_key=guessed", "multipart/form-data; boundary=odd");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(
            client
                .postBroken("/v2/requests.json?api_key=" + key, "multipart/form-data; boundary=odd")
                .status())
        .isEqualTo(400);
  }

  @Test
  void whoever_guesses_at_keys_has_his_forms_read_no_more_but_a_right_key_is_known() {
    refused(form("api_key", "guessed"), 403, "api_key is not accepted");
    exhaust("REPORT_KEY");
    try {
      Answer guessed = client.postParts("/v2/requests.json", form("api_key", "guessed"));
      assertThat(guessed.status()).as(guessed.text()).isEqualTo(429);
      assertThat(guessed.json().get(0).get("code").asInt()).isEqualTo(429);
      assertThat(guessed.header("Retry-After")).matches("[0-9]+");
      assertThat(client.post("/v2/requests.json?api_key=" + key, form()).status()).isEqualTo(201);
    } finally {
      forget("REPORT_KEY");
    }
  }

  @Test
  void photos_of_one_key_are_read_one_report_after_the_other() throws Exception {
    byte[] file = picture(Color.BLUE);
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread first =
        Thread.startVirtualThread(() ->
            CurrentUser.runAs(
                town.officer,
                () -> {
                  try {
                    uploads.takeAll(
                        List.of(new ByteArrayResource(file)),
                        photos -> {
                          reading.countDown();
                          return awaited(done);
                        });
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
    assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(client.postParts("/v2/requests.json", form(), file).status()).isEqualTo(429);
    assertThat(client.post("/v2/requests.json", form()).status()).isEqualTo(201);
    done.countDown();
    first.join();
    assertThat(client.postParts("/v2/requests.json", form(), file).status()).isEqualTo(201);
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] picture(Color colour) throws IOException {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 40; x++) {
      for (int y = 0; y < 30; y++) {
        image.setRGB(x, y, colour.getRGB());
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", bytes);
    return bytes.toByteArray();
  }

  @Test
  void a_key_is_needed_and_one_for_the_map_is_none() {
    Map<String, String> fields = form();
    fields.remove("api_key");
    refused(fields, 401, "api_key was not provided");
    refused(form("api_key", "guessed"), 403, "api_key is not accepted");
    refused(form("api_key", token(town.officer, "MAP")), 403, "api_key is not accepted");
    Answer map =
        town.send(
            town.planner,
            "POST",
            "/api/account/tokens",
            "{\"name\":\"x\",\"days\":1,\"use\":\"REPORT\"}");
    assertThat(map.status()).isEqualTo(422);
    long before = events();
    refused(form("service_code", ""), 400, "service_code was not provided");
    refused(form("service_code", "NOTHING"), 404, "service_code was not found");
    refused(form("service_code", "FAMILY_DISPUTE"), 404, "service_code was not found");
    refused(form("jurisdiction_id", "elsewhere"), 404, "jurisdiction_id was not found");
    refused(
        form("attribute[PRESSING]", "SOON"), 400, "attribute[PRESSING] has no value of that key");
    refused(form("description", "长".repeat(1_201)), 400, "description has 1200 characters at most");
    refused(form("phone", "1".repeat(81)), 400, "phone is too long");
    assertThat(events()).isEqualTo(before);
  }

  @Test
  void a_report_that_is_sent_twice_with_one_key_is_one_event() {
    long before = events();
    Map<String, String> fields = form("description", "重复");
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Answer answer =
          town.send(
              town.officer,
              "POST",
              "/open311/v2/requests.json?" + GeoReportClient.encoded(fields),
              null,
              "Idempotency-Key",
              "open311-twice-" + before);
      assertThat(answer.status()).as(answer.text()).isEqualTo(201);
      numbers.add(answer.json().get(0).get("service_request_id").asString());
    }
    assertThat(numbers.get(0)).isEqualTo(numbers.get(1));
    assertThat(events()).isEqualTo(before + 1);
  }
}
