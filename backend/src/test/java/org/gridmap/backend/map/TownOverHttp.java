package org.gridmap.backend.map;

import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.TownFixture;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What tests of the standard interface begin with: a small town, and a planner who asks. */
@CapabilityTest({"identity", "place"})
abstract class TownOverHttp {
  /** The town and nothing else, as a query. */
  static final String TOWN = "bbox=100,30,100.02,30.01";

  @Autowired Environment environment;
  @Autowired JdbcClient jdbc;
  Client client;
  TownFixture town;

  @BeforeEach
  void connect() {
    client = Client.ofPlanner(environment, jdbc);
    town = TownFixture.in(jdbc);
  }

  /** The address of a link; empty if there is none. */
  static String link(JsonNode resource, String rel) {
    for (JsonNode link : resource.get("links")) {
      if (link.get("rel").asString().equals(rel)) {
        return link.get("href").asString();
      }
    }
    return "";
  }

  /** An answer without the time at which it was given. */
  static String timeless(Answer answer) {
    return answer.text().replaceAll("\"timeStamp\":\"[^\"]*\"", "");
  }
}
