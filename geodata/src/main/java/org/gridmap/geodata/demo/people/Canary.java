package org.gridmap.geodata.demo.people;

import java.util.List;

/**
 * A resident whose fields can be recognised wherever they turn up.
 *
 * @param residentSourceId as in DemoResident
 * @param name the whole name
 * @param givenName two rare characters that no other resident has in this order
 * @param phone begins with 10907, as the number of no other resident does
 * @param workplace contains a code that nothing else contains
 * @param note contains another such code
 */
public record Canary(
    String residentSourceId,
    String name,
    String givenName,
    String phone,
    String workplace,
    String note) {

  /** What to search for: each string occurs in this resident's fields and nowhere else. */
  public List<String> marks() {
    return List.of(givenName, phone, workplace, note);
  }
}
