package org.gridmap.backend.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page of a collection, and the way to those beside it.
 *
 * @param query what the parameters mean
 * @param parameters the parameters as the client gave them
 */
record Page(MapCollection collection, ItemQuery query, Map<String, String> parameters) {
  String self() {
    return Link.address(items(), parameters);
  }

  /**
   * Where to go on from this page.
   *
   * @param returned how many things are on it
   * @param last id of the last one if more follow, else negative
   */
  List<Link> links(int returned, long last) {
    List<Link> links = new ArrayList<>();
    links.add(new Link(self(), "self", Link.GEOJSON, "This page"));
    long offset = query.paging().offset();
    if (last >= 0) {
      Map<String, Object> next = withLimit();
      next.put("offset", offset + returned);
      next.put("after", last);
      links.add(new Link(Link.address(items(), next), "next", Link.GEOJSON, "Next page"));
    }
    if (offset > 0) {
      Map<String, Object> previous = withLimit();
      previous.put("offset", Math.max(0, offset - query.paging().limit()));
      previous.remove("after");
      links.add(new Link(Link.address(items(), previous), "prev", Link.GEOJSON, "Previous page"));
    }
    links.add(new Link(address(), "collection", Link.JSON, collection.title()));
    return links;
  }

  private Map<String, Object> withLimit() {
    Map<String, Object> changed = new LinkedHashMap<>(parameters);
    changed.put("limit", query.paging().limit());
    return changed;
  }

  private String items() {
    return address() + "/items";
  }

  private String address() {
    return LandingController.base() + "/collections/" + collection.id();
  }
}
