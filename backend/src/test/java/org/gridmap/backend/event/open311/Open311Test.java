package org.gridmap.backend.event.open311;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.place.Town;
import org.gridmap.backend.sql.JobPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Each row of GeoReport v2, as a client of somebody else meets it, in JSON and in XML. */
@CapabilityTest({"identity", "event"})
@Import(Town.SignIn.class)
class Open311Test {
  private static final String SECRET = "张三家门口漏水";

  @Autowired private JdbcClient jdbc;
  @Autowired @JobPool private JdbcClient job;
  @Autowired private Environment environment;
  private Town town;
  private GeoReportClient client;
  private String key;

  @BeforeEach
  void read() {
    town = new Town(jdbc, environment);
    client =
        new GeoReportClient("http://127.0.0.1:" + environment.getProperty("local.server.port"));
    // An account has twenty tokens at most.
    jdbc.sql("DELETE FROM account.access_token WHERE name = '程序'").update();
    key = token(town.officer, "REPORT");
  }

  private String token(Caller owner, String use) {
    Answer made =
        town.send(
            owner,
            "POST",
            "/api/account/tokens",
            "{\"name\":\"程序\",\"days\":1,\"use\":\"" + use + "\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().get("token").asString();
  }

  private Map<String, String> form(String... more) {
    Map<String, String> fields = new HashMap<>();
    fields.put("api_key", key);
    fields.put("service_code", "LITTER");
    fields.put("lat", "30.004567891");
    fields.put("long", "100.004123456");
    for (int i = 0; i < more.length; i += 2) {
      fields.put(more[i], more[i + 1]);
    }
    return fields;
  }

  private String submitted(Map<String, String> fields) {
    Answer answer = client.post("/v2/requests.json", fields);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().isArray()).isTrue();
    assertThat(answer.json().size()).isEqualTo(1);
    return answer.json().get(0).get("service_request_id").asString();
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<String> values(JsonNode list, String field) {
    List<String> values = new ArrayList<>();
    list.forEach(item -> values.add(item.get(field).asString()));
    return values;
  }

  @Test
  void discovery_names_the_endpoint_its_formats_and_whom_to_ask() {
    JsonNode discovery = client.both("/discovery", "discovery");
    assertThat(discovery.has("changeset")).isTrue();
    assertThat(discovery.has("contact")).isTrue();
    assertThat(discovery.has("key_service")).isTrue();
    JsonNode endpoint = discovery.get("endpoints").get(0);
    assertThat(endpoint.get("specification").asString()).endsWith("GeoReport_v2");
    assertThat(endpoint.get("url").asString()).startsWith("http").endsWith("/open311/v2");
    assertThat(endpoint.get("type").asString()).isEqualTo("production");
    assertThat(endpoint.get("formats").toString()).contains("text/xml", "application/json");
  }

  @Test
  void services_are_the_published_categories() {
    JsonNode services = client.both("/v2/services", "services");
    assertThat(values(services, "service_code"))
        .contains("LITTER", "FIRE_HAZARD")
        .doesNotContain("FAMILY_DISPUTE", "INFECTION", "HELP_NEEDED");
    JsonNode litter =
        services
            .valueStream()
            .filter(one -> one.get("service_code").asString().equals("LITTER"))
            .findFirst()
            .orElseThrow();
    assertThat(litter.get("service_name").asString()).isEqualTo("垃圾堆积");
    assertThat(litter.get("description").asString()).contains("村（社区）");
    assertThat(litter.get("metadata").isBoolean()).isTrue();
    assertThat(litter.get("type").asString()).isEqualTo("realtime");
    assertThat(litter.get("keywords").asString()).contains("垃圾,杂物");
    assertThat(litter.get("group").asString()).isEqualTo("环境卫生");
  }

  @Test
  void a_service_defines_what_may_be_said_of_it() {
    JsonNode definition = client.both("/v2/services/LITTER", "service_definition");
    assertThat(definition.get("service_code").asString()).isEqualTo("LITTER");
    assertThat(values(definition.get("attributes"), "code"))
        .containsExactly("PRESSING", "IMPORTANCE", "NOTICE");
    JsonNode pressing = definition.get("attributes").get(0);
    assertThat(pressing.get("variable").booleanValue()).isTrue();
    assertThat(pressing.get("datatype").asString()).isEqualTo("singlevaluelist");
    assertThat(pressing.get("required").booleanValue()).isFalse();
    assertThat(pressing.get("order").asInt()).isEqualTo(1);
    assertThat(values(pressing.get("values"), "key")).containsExactly("HIGH", "MEDIUM", "LOW");
    assertThat(definition.get("attributes").get(2).get("variable").booleanValue()).isFalse();
    error("/v2/services/NOTHING", 404, "service_code was not found");
    error("/v2/services/FAMILY_DISPUTE", 404, "service_code was not found");
  }

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
                "media_url",
                "https://pictures.example/1.jpg",
                "attribute[PRESSING]",
                "HIGH",
                "attribute[IMPORTANCE]",
                "HIGH",
                "unknown",
                "x"));
    assertThat(number).matches(Town.VILLAGE + "-20[0-9]{2}-[0-9]{6}");
    assertThat(words(number))
        .isEqualTo(
            SECRET
                + "\n第二行\n姓：张\n名：三\n电话：13800138000\n电子邮箱：a@example.com"
                + "\n图片地址：https://pictures.example/1.jpg");
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
                    "SELECT count(*) FROM person.event_photo p JOIN event e ON e.id = p.event_id WHERE e.number = ?")
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
  void a_token_leads_to_the_number() {
    String number = submitted(form());
    JsonNode answer = client.both("/v2/tokens/" + number, "service_requests");
    assertThat(answer.get(0).get("token").asString()).isEqualTo(number);
    assertThat(answer.get(0).get("service_request_id").asString()).isEqualTo(number);
    error("/v2/tokens/none", 404, "token was not found");
  }

  @Test
  void requests_tell_what_is_public() {
    String number = submitted(form("description", SECRET));
    JsonNode list = client.both("/v2/requests/" + number, "service_requests");
    assertThat(list.size()).isEqualTo(1);
    JsonNode request = list.get(0);
    List<String> fields = new ArrayList<>();
    request.forEachEntry((name, value) -> fields.add(name));
    assertThat(fields)
        .containsExactly(
            "service_request_id",
            "status",
            "status_notes",
            "service_name",
            "service_code",
            "description",
            "agency_responsible",
            "service_notice",
            "requested_datetime",
            "updated_datetime",
            "expected_datetime",
            "address",
            "address_id",
            "zipcode",
            "lat",
            "long",
            "media_url");
    assertThat(request.get("status").asString()).isEqualTo("open");
    assertThat(request.get("description").isNull()).isTrue();
    assertThat(request.get("agency_responsible").asString()).isEqualTo("村（社区）");
    assertThat(request.get("requested_datetime").asString())
        .matches("20[0-9-]{8}T[0-9:]{8}[+]08:00");
    assertThat(request.get("lat").isNumber()).isTrue();
    assertThat(request.get("lat").doubleValue()).isEqualTo(30.0046);
    assertThat(request.get("long").doubleValue()).isEqualTo(100.0041);
    JsonNode more =
        client
            .both("/v2/requests/" + number + "?extensions=true", "service_requests")
            .get(0)
            .get("extended_attributes");
    assertThat(more.get("step").asString()).isEqualTo("collect");
    assertThat(more.get("step_name").asString()).isEqualTo("采集");
    assertThat(more.get("urgency").asString()).isEqualTo("YELLOW");
    assertThat(more.get("grid_name").asString()).isEqualTo("第1网格");
    error("/v2/requests/none", 404, "service_request_id was not found");
    error("/v2/requests/" + number + "," + number, 404, "service_request_id was not found");
    assertThat(client.get("/v2/requests/" + number + ".yaml").status()).isEqualTo(404);
  }

  @Test
  void events_of_categories_that_are_not_published_do_not_exist_here() {
    Answer reported =
        town.send(
            town.officer,
            "POST",
            "/api/events",
            """
            {"category":"FAMILY_DISPUTE","longitude":100.004,"latitude":30.004,"importance":"LOW",
             "pressing":"LOW","text":"争吵"}
            """,
            "Idempotency-Key",
            "open311-" + System.nanoTime());
    assertThat(reported.status()).as(reported.text()).isEqualTo(201);
    String number = reported.json().get("number").asString();
    error("/v2/requests/" + number, 404, "service_request_id was not found");
    error("/v2/tokens/" + number, 404, "token was not found");
    assertThat(client.get("/v2/requests.json").text()).doesNotContain(number);
    assertThat(client.get("/v2/requests.json?service_request_id=" + number).text()).isEqualTo("[]");
  }

  @Test
  void requests_are_filtered_by_number_service_state_day_and_place() {
    String litter = submitted(form());
    String light = submitted(form("service_code", "STREET_LIGHT", "long", "100.015"));
    jdbc.sql("UPDATE event SET closed = 'DONE', closed_at = now() WHERE number = ?")
        .param(light)
        .update();

    String both = litter + "," + light;
    assertThat(
            values(
                client.both(
                    "/v2/requests?service_request_id=" + both + "&status=closed",
                    "service_requests"),
                "service_request_id"))
        .containsExactly(light, litter);
    assertThat(numbers("status=open")).contains(litter).doesNotContain(light);
    assertThat(numbers("status=closed")).contains(light).doesNotContain(litter);
    assertThat(numbers("status=open,closed")).contains(light, litter);
    assertThat(numbers("service_code=STREET_LIGHT")).contains(light).doesNotContain(litter);
    assertThat(numbers("service_code=STREET_LIGHT,LITTER")).contains(light, litter);
    assertThat(numbers("lat=30.0046&long=100.0041&radius=50"))
        .contains(litter)
        .doesNotContain(light);
    JsonNode closed = client.both("/v2/requests/" + light, "service_requests").get(0);
    assertThat(closed.get("status").asString()).isEqualTo("closed");
    assertThat(closed.get("status_notes").asString()).isEqualTo("已办结");

    String yesterday = escaped(OffsetDateTime.now().minusDays(1).toString());
    String tomorrow = escaped(OffsetDateTime.now().plusDays(1).toString());
    assertThat(numbers("start_date=" + yesterday + "&end_date=" + tomorrow)).contains(litter);
    assertThat(numbers("start_date=" + tomorrow)).isEmpty();
    assertThat(numbers("end_date=" + yesterday)).doesNotContain(litter);
    assertThat(numbers("start_date=2026-01-01T00:00:00+08:00")).contains(litter);
    error("/v2/requests?status=late", 400, "status is open or closed");
    error("/v2/requests?service_code=NOTHING", 404, "service_code was not found");
    error(
        "/v2/requests?start_date=2026-11-29",
        400,
        "start_date is a moment with its zone such as 2026-11-29T03:15:00+08:00");
    error("/v2/requests?lat=30&long=100", 400, "radius was not provided");
    error("/v2/requests?extensions=maybe", 400, "extensions is true or false");
    error("/v2/requests?colour=red", 400, "there is a parameter that this address does not know");
    error("/v2/services?jurisdiction_id=elsewhere", 404, "jurisdiction_id was not found");
  }

  @Test
  void without_a_day_the_last_ninety_count_and_changes_are_found_by_their_moment() {
    String old = submitted(form());
    String fresh = submitted(form());
    jdbc.sql("UPDATE event SET reported_at = now() - interval '91 days' WHERE number = ?")
        .param(old)
        .update();
    jdbc.sql(
            """
            UPDATE event_history SET at = now() - interval '30 days'
            WHERE event_id = (SELECT id FROM event WHERE number = ?)
            """)
        .param(old)
        .update();
    assertThat(numbers("")).contains(fresh).doesNotContain(old);
    assertThat(numbers("start_date=2020-01-01T00:00:00Z")).contains(fresh, old);
    String lastWeek = escaped(OffsetDateTime.now().minusDays(7).toString());
    assertThat(numbers("updated_after=" + lastWeek)).contains(fresh).doesNotContain(old);
    assertThat(numbers("updated_before=" + lastWeek)).contains(old).doesNotContain(fresh);
  }

  @Test
  void pages_divide_the_list_and_an_empty_one_is_a_list() {
    List<String> made = List.of(submitted(form()), submitted(form()), submitted(form()));
    List<String> all = numbers("service_code=LITTER&page_size=1000");
    assertThat(all.subList(0, 3)).containsExactlyElementsOf(made.reversed());
    List<String> paged = new ArrayList<>();
    for (int page = 1; paged.size() < all.size(); page++) {
      List<String> part = numbers("service_code=LITTER&page_size=2&page=" + page);
      assertThat(part).hasSizeBetween(1, 2);
      paged.addAll(part);
    }
    assertThat(paged).isEqualTo(all);
    String beyond = "?service_code=LITTER&page=5000&page_size=2";
    assertThat(client.get("/v2/requests.json" + beyond).text()).isEqualTo("[]");
    assertThat(client.get("/v2/requests.xml" + beyond).text()).endsWith("<service_requests/>");
    error("/v2/requests?page=0", 400, "page is a whole number from 1 to 10000");
    error("/v2/requests?page_size=1001", 400, "page_size is a whole number from 1 to 1000");
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

  private List<String> numbers(String query) {
    return values(
        client.both("/v2/requests" + (query.isEmpty() ? "" : "?" + query), "service_requests"),
        "service_request_id");
  }

  /** The same error in both formats. */
  private void error(String path, int status, String description) {
    String[] parts = path.split("[?]", 2);
    String query = parts.length > 1 ? "?" + parts[1] : "";
    Answer json = client.get(parts[0] + ".json" + query);
    assertThat(json.status()).as(json.text()).isEqualTo(status);
    assertThat(json.json().isArray()).isTrue();
    assertThat(json.json().get(0).get("code").asInt()).isEqualTo(status);
    assertThat(json.json().get(0).get("description").asString()).isEqualTo(description);
    Answer xml = client.get(parts[0] + ".xml" + query);
    assertThat(xml.status()).isEqualTo(status);
    assertThat(xml.text())
        .contains("<errors><error><code>" + status + "</code><description>" + description);
  }

  private void refused(Map<String, String> fields, int status, String description) {
    Answer answer = client.post("/v2/requests.json", fields);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().get(0).get("code").asInt()).isEqualTo(status);
    assertThat(answer.json().get(0).get("description").asString()).isEqualTo(description);
    assertThat(client.post("/v2/requests.xml", fields).text())
        .contains("<errors><error><code>" + status + "</code>");
  }

  private String words(String number) {
    return job.sql(
            "SELECT t.text FROM person.event_text t JOIN event e ON e.id = t.event_id WHERE e.number = ?")
        .param(number)
        .query(String.class)
        .single();
  }

  private String column(String number, String name) {
    return jdbc.sql("SELECT to_jsonb(e) ->> :name FROM event e WHERE number = :number")
        .param("name", name)
        .param("number", number)
        .query(String.class)
        .single();
  }

  private long events() {
    return jdbc.sql("SELECT count(*) FROM event").query(Long.class).single();
  }
}
