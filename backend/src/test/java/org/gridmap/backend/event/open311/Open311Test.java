package org.gridmap.backend.event.open311;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.place.Town;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** What GeoReport v2 reads, as a client of somebody else meets it, in JSON and in XML. */
@CapabilityTest({"identity", "event"})
@Import(Town.SignIn.class)
class Open311Test extends GeoReportTown {
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
    assertThat(values(pressing.get("values"), "name")).containsExactly("高", "中", "低");
    List<String> fields = new ArrayList<>();
    pressing.forEachEntry((name, value) -> fields.add(name));
    assertThat(fields)
        .containsExactly(
            "variable",
            "code",
            "datatype",
            "required",
            "datatype_description",
            "order",
            "description",
            "values");
    assertThat(definition.get("attributes").get(2).get("variable").booleanValue()).isFalse();
    error("/v2/services/NOTHING", 404, "service_code was not found");
    error("/v2/services/FAMILY_DISPUTE", 404, "service_code was not found");
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
  void the_end_of_the_address_decides_on_the_format_whatever_else_a_client_asks_for() {
    submitted(form());
    Answer json = client.get("/v2/requests.json", "text/xml");
    assertThat(json.header("Content-Type")).startsWith("application/json");
    assertThat(json.text()).startsWith("[").doesNotContain("\"null\"");
    Answer xml = client.get("/v2/requests.xml?jurisdiction_id=gridmap", "application/json");
    assertThat(xml.text())
        .startsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?><service_requests><request>")
        .doesNotContain(">null<");
    assertThat(client.get("/v2/requests").status()).isEqualTo(404);
    for (String path : List.of("requests", "requests/x", "services/LITTER", "tokens/x")) {
      error("/v2/" + path + "?jurisdiction_id=elsewhere", 404, "jurisdiction_id was not found");
    }
  }

  @Test
  void a_list_has_a_thousand_rows_at_most_the_newest_first_and_knows_two_states_only() {
    String number = submitted(form());
    jdbc.sql(
            """
            INSERT INTO event (number, village_code, year, sequence, category, department, importance, pressing,
              urgency, workflow, step, location, grid_code, grid_name, owner_grid_code, owner_duty, reporter_id,
              reported_at, synthetic, supervised, overdue)
            SELECT 'many-' || n, 'many', 2000, n, category, department, importance, pressing, urgency, workflow, step,
              location, grid_code, grid_name, owner_grid_code, owner_duty, reporter_id, reported_at - make_interval(secs => n),
              true, n % 3 = 0, n % 2 = 0
            FROM event, generate_series(1, 1001) AS n WHERE public_id = :number
            """)
        .param("number", number)
        .update();
    try {
      JsonNode all = client.get("/v2/requests.json?extensions=true").json();
      assertThat(all.size()).isEqualTo(1000);
      List<String> moments = values(all, "requested_datetime");
      assertThat(moments).isSortedAccordingTo(Comparator.reverseOrder());
      assertThat(Set.copyOf(values(all, "status"))).isSubsetOf("open", "closed");
      assertThat(client.get("/v2/requests.json?page=2").json().size()).isGreaterThanOrEqualTo(2);
    } finally {
      jdbc.sql("DELETE FROM event WHERE village_code = 'many'").update();
    }
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
    String path = "/api/events/" + reported.json().get("id").asLong();
    assertThat(town.get(town.officer, path).json().get("publicId").isNull()).isTrue();
    String number =
        jdbc.sql("SELECT public_id FROM event WHERE number = ?")
            .param(reported.json().get("number").asString())
            .query(String.class)
            .single();
    error("/v2/requests/" + number, 404, "service_request_id was not found");
    error("/v2/tokens/" + number, 404, "token was not found");
    assertThat(client.get("/v2/requests.json").text()).doesNotContain(number);
    assertThat(client.get("/v2/requests.json?service_request_id=" + number).text()).isEqualTo("[]");
  }

  @Test
  void requests_are_filtered_by_number_service_state_day_and_place() {
    String litter = submitted(form());
    String light = submitted(form("service_code", "STREET_LIGHT", "long", "100.015"));
    jdbc.sql("UPDATE event SET closed = 'DONE', closed_at = now() WHERE public_id = ?")
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
    assertThat(numbers("long=100.0041&radius=50000&lat=30.0046")).contains(litter, light);
    JsonNode closed = client.both("/v2/requests/" + light, "service_requests").get(0);
    assertThat(closed.get("status").asString()).isEqualTo("closed");
    assertThat(closed.get("status_notes").asString()).isEqualTo("已办结");

    String yesterday = escaped(OffsetDateTime.now().minusDays(1).toString());
    String tomorrow = escaped(OffsetDateTime.now().plusDays(1).toString());
    assertThat(numbers("start_date=" + yesterday + "&end_date=" + tomorrow)).contains(litter);
    assertThat(numbers("start_date=" + tomorrow)).isEmpty();
    assertThat(numbers("end_date=" + yesterday)).doesNotContain(litter);
    assertThat(
            numbers("start_date=2026-01-01T00:00:00%2B08:00&end_date=2026-02-01T00:00:00%2B08:00"))
        .doesNotContain(litter);
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
  void a_circle_is_drawn_around_the_place_that_is_told_and_finds_no_other() {
    String number = submitted(form());
    assertThat(numbers("lat=30.0046&long=100.0041&radius=1")).contains(number);
    // It was reported at 30.004567891 and 100.004123456, four metres away.
    assertThat(numbers("lat=30.004567891&long=100.004123456&radius=2")).doesNotContain(number);
  }

  @Test
  void numbers_outside_tell_nothing_of_events_that_are_kept_back() {
    String number = submitted(form());
    assertThat(number).matches("[0-9a-f]{16}");
    String inside = column(number, "number");
    assertThat(client.get("/v2/requests/" + number + ".json?extensions=true").text())
        .doesNotContain(inside);
    error("/v2/requests/" + inside, 404, "service_request_id was not found");
    assertThat(
            town.get(town.officer, "/api/events/" + column(number, "id"))
                .json()
                .get("publicId")
                .asString())
        .isEqualTo(number);
  }

  @Test
  void whoever_reads_too_much_waits_as_long_as_he_is_told() {
    assertThat(client.get("/v2/services.json").status()).isEqualTo(200);
    exhaust("PUBLIC_READ");
    try {
      Answer answer = client.get("/v2/requests.xml");
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.text()).contains("<errors><error><code>429</code>");
      assertThat(answer.header("Retry-After")).isEqualTo("1");
    } finally {
      forget("PUBLIC_READ");
    }
    assertThat(client.get("/v2/requests.xml").status()).isEqualTo(200);
  }

  @Test
  void without_a_day_the_last_ninety_count_and_changes_are_found_by_their_moment() {
    String old = submitted(form());
    String fresh = submitted(form());
    jdbc.sql(
            """
            UPDATE event SET reported_at = now() - interval '91 days', changed_at = now() - interval '30 days'
            WHERE public_id = ?
            """)
        .param(old)
        .update();
    assertThat(numbers("")).contains(fresh).doesNotContain(old);
    String before = escaped(OffsetDateTime.now().minusDays(100).toString());
    String then = escaped(OffsetDateTime.now().minusDays(80).toString());
    // One day alone begins or ends ninety.
    assertThat(numbers("start_date=" + before)).contains(old).doesNotContain(fresh);
    assertThat(numbers("end_date=" + then)).contains(old).doesNotContain(fresh);
    assertThat(numbers("start_date=" + before + "&end_date=" + then)).contains(old);
    String today = escaped(OffsetDateTime.now().toString());
    error(
        "/v2/requests?start_date=" + before + "&end_date=" + today,
        400,
        "start_date and end_date lie 90 days apart at most");
    error(
        "/v2/requests?updated_after=" + before + "&updated_before=" + today,
        400,
        "updated_after and updated_before lie 90 days apart at most");
    String lastWeek = escaped(OffsetDateTime.now().minusDays(7).toString());
    assertThat(numbers("updated_after=" + lastWeek)).contains(fresh).doesNotContain(old);
    assertThat(numbers("updated_before=" + lastWeek)).contains(old).doesNotContain(fresh);
    String id = column(old, "id");
    Answer read = town.get(town.officer, "/api/events/" + id);
    Answer noted =
        town.send(
            town.officer,
            "POST",
            "/api/events/" + id + "/actions",
            "{\"action\":\"ADD_NOTE\",\"text\":\"看过\"}",
            "If-Match",
            read.header("ETag"),
            "Idempotency-Key",
            "open311-note-" + id);
    assertThat(noted.status()).as(noted.text()).isEqualTo(200);
    assertThat(numbers("updated_after=" + lastWeek)).contains(fresh, old);
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
    error(
        "/v2/requests?page=11",
        400,
        "page and page_size reach 10000 requests at most; ask for fewer days");
    error("/v2/requests?page_size=1001", 400, "page_size is a whole number from 1 to 1000");
  }
}
