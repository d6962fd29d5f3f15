package org.gridmap.backend.access;

import static org.gridmap.backend.access.Right.AGGREGATES;
import static org.gridmap.backend.access.Right.AUDIT;
import static org.gridmap.backend.access.Right.DRAFTS;
import static org.gridmap.backend.access.Right.EVENTS;
import static org.gridmap.backend.access.Right.EVENTS_REPORT;
import static org.gridmap.backend.access.Right.GRANTS;
import static org.gridmap.backend.access.Right.HOUSES_EDIT;
import static org.gridmap.backend.access.Right.MAP;
import static org.gridmap.backend.access.Right.OWN_ACCOUNT;
import static org.gridmap.backend.access.Right.PLACES_EDIT;
import static org.gridmap.backend.access.Right.PLANS;
import static org.gridmap.backend.access.Right.PLANS_DECIDE;
import static org.gridmap.backend.access.Right.REPORT;
import static org.gridmap.backend.access.Right.RESIDENTS;
import static org.gridmap.backend.access.Right.RESIDENTS_EDIT;
import static org.gridmap.backend.access.Right.REVEAL;
import static org.gridmap.backend.access.Right.STAFF_EDIT;
import static org.gridmap.backend.access.Right.SYSTEM;
import static org.gridmap.backend.access.Right.USERS;

import java.util.List;
import java.util.Set;
import org.gridmap.backend.access.RouteRule.Reach;

/**
 * The one table of who may use which route. A route that is not in it answers nobody, and a test
 * fails the build for it.
 */
public final class RouteTable {
  private static final List<RouteRule> RULES =
      List.of(
          // the page
          open("GET", "/"),
          open("GET", "/index.html"),
          open("GET", "/assets/**"),
          open("GET", "/cesium/**"),
          open("GET", "/licences/**"),
          open("GET", "/favicon.svg"),
          open("GET", "/problems/{slug}"),
          open("GET", "/api/docs"),
          open("GET", "/api/docs/{slug}"),
          open("GET", "/api/openapi.json"),
          open("GET", "/api/openapi.json.yaml"),
          open("GET", "/api/status"),
          // signing in
          open("GET", "/api/session"),
          open("POST", "/api/session"),
          open("POST", "/api/session/second-factor"),
          open("POST", "/api/session/demo"),
          open("DELETE", "/api/session"),
          open("POST", "/api/invitation"),
          open("POST", "/api/invitation/holder"),
          // one's own account
          route("GET", "/api/account", OWN_ACCOUNT),
          route("PUT", "/api/account/password", OWN_ACCOUNT),
          route("POST", "/api/account/totp", OWN_ACCOUNT),
          route("PUT", "/api/account/totp", OWN_ACCOUNT),
          route("DELETE", "/api/account/totp", OWN_ACCOUNT),
          route("GET", "/api/account/tokens", OWN_ACCOUNT),
          route("POST", "/api/account/tokens", OWN_ACCOUNT),
          route("DELETE", "/api/account/tokens/{id}", OWN_ACCOUNT),
          route("GET", "/api/account/sessions", OWN_ACCOUNT),
          route("DELETE", "/api/account/sessions/{id}", OWN_ACCOUNT),
          // accounts and grants
          route("GET", "/api/users", USERS, GRANTS),
          route("GET", "/api/users/events", USERS, GRANTS),
          route("POST", "/api/users", USERS),
          thing("PATCH", "/api/users/{id}", USERS),
          thing("POST", "/api/users/{id}/invitation", USERS),
          route("GET", "/api/grants", USERS, GRANTS),
          route("POST", "/api/grants", USERS),
          thing("DELETE", "/api/grants/{id}", USERS),
          thing("POST", "/api/grants/{id}/decision", GRANTS),
          // audit
          route("GET", "/api/audit", AUDIT),
          route("GET", "/api/audit/actions", AUDIT),
          route("POST", "/api/audit/verification", AUDIT),
          // the map
          route("GET", "/tiles/{zoom}/{x}/{y}.mvt", MAP),
          route("GET", "/tiles/tilejson.json", MAP),
          route("GET", "/3dtiles/tileset.json", MAP),
          route("GET", "/3dtiles/{root}/{column}/{row}/{level}/{x}/{y}.subtree", MAP),
          route("GET", "/3dtiles/{root}/{column}/{row}/{level}/{x}/{y}.glb", MAP),
          route("GET", "/ogc", MAP),
          route("GET", "/ogc/api", MAP),
          route("GET", "/ogc/conformance", MAP),
          route("GET", "/ogc/collections", MAP),
          route("GET", "/ogc/collections/{collection}", MAP),
          route("GET", "/ogc/collections/{collection}/schema", MAP),
          route("GET", "/ogc/collections/{collection}/items", MAP),
          route("GET", "/ogc/collections/{collection}/items/{item}", MAP),
          route("GET", "/api/overview", MAP),
          route("GET", "/api/search", MAP),
          route("POST", "/api/search", MAP),
          thing("GET", "/api/grids/{id}", MAP),
          thing("GET", "/api/houses/{id}", MAP),
          thing("GET", "/api/divisions/{id}/findings", DRAFTS),
          route("GET", "/api/divisions", MAP),
          route("GET", "/api/codes/{code}", MAP),
          route("GET", "/api/stream", MAP),
          // plans
          route("GET", "/api/plans", PLANS, PLANS_DECIDE),
          route("POST", "/api/plans", PLANS),
          scoped("GET", "/api/plans/{id}", PLANS, PLANS_DECIDE),
          scoped("PATCH", "/api/plans/{id}", PLANS),
          scoped("DELETE", "/api/plans/{id}", PLANS),
          scoped("GET", "/api/plans/{id}/partition", PLANS, PLANS_DECIDE),
          scoped("GET", "/api/plans/{id}/log", PLANS, PLANS_DECIDE),
          scoped("GET", "/api/plans/{id}/log/{seq}", PLANS, PLANS_DECIDE),
          scoped("GET", "/api/plans/{id}/grids", PLANS, PLANS_DECIDE),
          scoped("GET", "/api/plans/{id}/tiles/{zoom}/{x}/{y}.mvt", PLANS, PLANS_DECIDE),
          scoped("GET", "/api/plans/{id}/events", PLANS, PLANS_DECIDE),
          scoped("GET", "/api/plans/{id}/numbers", PLANS, PLANS_DECIDE),
          scoped("GET", "/api/plans/{id}/base-numbers", PLANS, PLANS_DECIDE),
          scoped("GET", "/api/plans/{id}/norms", PLANS, PLANS_DECIDE),
          scoped("PUT", "/api/plans/{id}/norms", PLANS),
          scoped("PATCH", "/api/plans/{id}/weights", PLANS),
          scoped("GET", "/api/plans/{id}/houses", PLANS),
          scoped("POST", "/api/plans/{id}/operations", PLANS),
          scoped("POST", "/api/plans/{id}/preview", PLANS),
          scoped("GET", "/api/plans/{id}/file", PLANS, PLANS_DECIDE),
          scoped("POST", "/api/plans/{id}/file", PLANS),
          scoped("POST", "/api/plans/{id}/file/preview", PLANS),
          scoped("POST", "/api/plans/{id}/exports", PLANS, PLANS_DECIDE),
          scoped("POST", "/api/plans/{id}/undo", PLANS),
          scoped("POST", "/api/plans/{id}/redo", PLANS),
          scoped("POST", "/api/plans/{id}/undo-to", PLANS),
          scoped("GET", "/api/plans/{id}/carry-over", PLANS, PLANS_DECIDE),
          scoped("POST", "/api/plans/{id}/carry-over", PLANS),
          scoped("GET", "/api/plans/{id}/fixes", PLANS, PLANS_DECIDE),
          scoped("POST", "/api/plans/{id}/fixes", PLANS),
          scoped("POST", "/api/plans/{id}/brush", PLANS),
          scoped("GET", "/api/plans/{id}/roads", PLANS),
          scoped("POST", "/api/plans/{id}/codes", PLANS),
          scoped("GET", "/api/plans/{id}/comments", PLANS, PLANS_DECIDE),
          scoped("POST", "/api/plans/{id}/comments", PLANS, PLANS_DECIDE),
          scoped("POST", "/api/plans/{id}/comments/{comment}/replies", PLANS, PLANS_DECIDE),
          scoped("PUT", "/api/plans/{id}/comments/{comment}/state", PLANS, PLANS_DECIDE),
          scoped("PUT", "/api/plans/{id}/comments/{comment}/read", PLANS, PLANS_DECIDE),
          scoped("DELETE", "/api/plans/{id}/comments/{comment}", PLANS, PLANS_DECIDE),
          scoped("POST", "/api/plans/{id}/submit", PLANS),
          scoped("POST", "/api/plans/{id}/return", PLANS_DECIDE),
          scoped("POST", "/api/plans/{id}/approve", PLANS_DECIDE),
          scoped("POST", "/api/plans/{id}/publish", PLANS_DECIDE),
          route("GET", "/api/publication-changes", MAP),
          scoped("GET", "/api/plans/{id}/publication-changes", PLANS, PLANS_DECIDE),
          scoped("POST", "/api/plans/{id}/publication-changes", PLANS, PLANS_DECIDE),
          scoped("POST", "/api/plans/{id}/publication-changes/decision", PLANS, PLANS_DECIDE),
          route("GET", "/api/comparison", PLANS, PLANS_DECIDE),
          route("GET", "/api/compliance", PLANS, PLANS_DECIDE),
          // counts
          route("GET", "/api/measures", AGGREGATES),
          route("GET", "/api/aggregates", AGGREGATES),
          route("GET", "/api/aggregates/grids", AGGREGATES),
          route("POST", "/api/aggregates/exports", AGGREGATES),
          thing("GET", "/api/grids/{id}/aggregates", AGGREGATES),
          // events
          route("GET", "/api/event-settings", EVENTS, EVENTS_REPORT, AUDIT),
          route("GET", "/api/events", EVENTS),
          route("POST", "/api/events", EVENTS_REPORT),
          route("GET", "/api/event-points", EVENTS),
          route("GET", "/api/event-numbers", EVENTS),
          route("POST", "/api/event-exports", EVENTS),
          route("GET", "/api/event-stream", EVENTS),
          route("GET", "/api/event-changes", EVENTS),
          scoped("GET", "/api/events/{id}", EVENTS),
          scoped("GET", "/api/events/{id}/duplicates", EVENTS),
          scoped("POST", "/api/events/{id}/actions", EVENTS),
          scoped("POST", "/api/events/{id}/photos", EVENTS),
          scoped("GET", "/api/event-photos/{id}", EVENTS),
          route("GET", "/api/webhooks", SYSTEM),
          route("POST", "/api/webhooks", SYSTEM),
          route("PATCH", "/api/webhooks/{id}", SYSTEM),
          route("DELETE", "/api/webhooks/{id}", SYSTEM),
          route("GET", "/api/webhooks/{id}/deliveries", SYSTEM),
          route("POST", "/api/webhooks/{id}/deliveries/again", SYSTEM),
          route("POST", "/api/webhook-deliveries/{id}/again", SYSTEM),
          route("GET", "/api/platforms", SYSTEM),
          route("POST", "/api/platforms", SYSTEM),
          route("POST", "/api/platforms/{id}/secret", SYSTEM),
          route("DELETE", "/api/platforms/{id}", SYSTEM),
          // its signature says who sends it
          open("POST", "/api/platforms/{id}/events"),
          // programs of citizens and other offices; a report needs a key, which is no credential
          // here
          open("GET", "/open311/discovery.json"),
          open("GET", "/open311/discovery.xml"),
          open("GET", "/open311/v2/services.json"),
          open("GET", "/open311/v2/services.xml"),
          open("GET", "/open311/v2/services/{code}.json"),
          open("GET", "/open311/v2/services/{code}.xml"),
          open("GET", "/open311/v2/requests.json"),
          open("GET", "/open311/v2/requests.xml"),
          open("POST", "/open311/v2/requests.json"),
          open("POST", "/open311/v2/requests.xml"),
          open("GET", "/open311/v2/requests/{id}.json"),
          open("GET", "/open311/v2/requests/{id}.xml"),
          open("GET", "/open311/v2/tokens/{id}.json"),
          open("GET", "/open311/v2/tokens/{id}.xml"),
          // houses
          scoped("PUT", "/api/houses/{id}", HOUSES_EDIT),
          scoped("GET", "/api/houses/{id}/history", RESIDENTS),
          scoped("POST", "/api/houses/{id}/photos", HOUSES_EDIT),
          scoped("GET", "/api/photos/{id}", RESIDENTS),
          scoped("DELETE", "/api/photos/{id}", HOUSES_EDIT),
          // households and residents
          route("GET", "/api/dictionary", MAP),
          route("GET", "/api/purposes", REVEAL),
          scoped("GET", "/api/houses/{id}/households", RESIDENTS),
          scoped("POST", "/api/houses/{id}/households", RESIDENTS_EDIT),
          scoped("GET", "/api/houses/{id}/households/history", RESIDENTS),
          scoped("PUT", "/api/households/{id}", RESIDENTS_EDIT),
          scoped("DELETE", "/api/households/{id}", RESIDENTS_EDIT),
          scoped("POST", "/api/households/{id}/residents", RESIDENTS_EDIT),
          scoped("GET", "/api/residents/{id}", RESIDENTS),
          scoped("PUT", "/api/residents/{id}", RESIDENTS_EDIT),
          scoped("DELETE", "/api/residents/{id}", RESIDENTS_EDIT),
          scoped("POST", "/api/residents/{id}/move", RESIDENTS_EDIT),
          scoped("POST", "/api/residents/{id}/reveal", REVEAL),
          scoped("POST", "/api/households/{id}/children", REVEAL),
          scoped("GET", "/api/residents/{id}/history", RESIDENTS),
          scoped("POST", "/api/residents/{id}/report", REPORT),
          route("POST", "/api/residents/search", RESIDENTS),
          scoped("GET", "/api/grids/{id}/reconciliation", RESIDENTS),
          scoped("GET", "/api/grids/{id}/completeness", RESIDENTS),
          // places
          thing("GET", "/api/houses/{id}/organisations", MAP),
          scoped("POST", "/api/houses/{id}/organisations", PLACES_EDIT),
          thing("GET", "/api/organisations/{id}", MAP),
          scoped("PUT", "/api/organisations/{id}", PLACES_EDIT),
          scoped("DELETE", "/api/organisations/{id}", PLACES_EDIT),
          thing("GET", "/api/grids/{id}/organisations", MAP),
          route("GET", "/api/stations", MAP),
          route("POST", "/api/stations", PLACES_EDIT),
          thing("GET", "/api/stations/{id}", MAP),
          scoped("PUT", "/api/stations/{id}", PLACES_EDIT),
          scoped("DELETE", "/api/stations/{id}", PLACES_EDIT),
          route("GET", "/api/resources", MAP),
          route("POST", "/api/resources", PLACES_EDIT),
          thing("GET", "/api/resources/{id}", MAP),
          scoped("PUT", "/api/resources/{id}", PLACES_EDIT),
          scoped("DELETE", "/api/resources/{id}", PLACES_EDIT),
          // staff
          thing("GET", "/api/grids/{id}/staff", MAP),
          thing("GET", "/api/houses/{id}/staff", MAP),
          route("GET", "/api/staff", STAFF_EDIT),
          route("POST", "/api/staff", STAFF_EDIT),
          thing("GET", "/api/staff/{id}", STAFF_EDIT),
          scoped("PUT", "/api/staff/{id}", STAFF_EDIT),
          scoped("DELETE", "/api/staff/{id}", STAFF_EDIT),
          route("POST", "/api/assignments", STAFF_EDIT),
          scoped("DELETE", "/api/assignments/{id}", STAFF_EDIT));

  private RouteTable() {}

  /** Every rule. */
  public static List<RouteRule> list() {
    return RULES;
  }

  private static RouteRule open(String method, String pattern) {
    return new RouteRule(method, pattern, Set.of(), Reach.NONE);
  }

  private static RouteRule route(String method, String pattern, Right... anyOf) {
    return new RouteRule(method, pattern, Set.of(anyOf), Reach.NONE);
  }

  private static RouteRule thing(String method, String pattern, Right... anyOf) {
    return new RouteRule(method, pattern, Set.of(anyOf), Reach.ANYTHING);
  }

  private static RouteRule scoped(String method, String pattern, Right... anyOf) {
    return new RouteRule(method, pattern, Set.of(anyOf), Reach.SCOPE);
  }
}
