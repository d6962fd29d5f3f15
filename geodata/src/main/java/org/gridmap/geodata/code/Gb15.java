package org.gridmap.geodata.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;

/**
 * Fifteen digits: county (6), town (3), village (3) and a sequence (3) inside the village.
 *
 * <p>Sequences: 001–600 leaf grids, 601–900 leaf grids of merged villages, 901–999 grids with
 * children. The last range is a rule of this product: the scheme as published numbers leaf grids
 * only. The village itself has no sequence; its code is the twelve digits.
 *
 * <p>Numbers run west to east and north to south. As grids do not stand in rows, the land between
 * the northernmost and the southernmost place is divided into ⌈√n⌉ bands of equal height; a place
 * on the line between two bands belongs to the northern one. Bands are numbered from the north,
 * places in a band from the west; of two places at the same longitude the northern one comes first.
 */
public final class Gb15 implements GridCodeScheme {
  private static final int VILLAGE_DIGITS = 12;
  private static final int DIGITS = 15;

  private final AdministrativeCodes places;

  public Gb15(AdministrativeCodes places) {
    this.places = places;
  }

  @Override
  public String name() {
    return "GB15";
  }

  @Override
  public Optional<String> fault(String code) {
    if (code.length() != DIGITS) {
      return Optional.of("A GB15 code has 15 digits; this one has " + code.length() + ".");
    }
    if (!isDigits(code)) {
      return Optional.of("A GB15 code consists of the digits 0 to 9.");
    }
    if (sequence(code) == 0) {
      return Optional.of("The sequence of a GB15 code starts at 001.");
    }
    return Optional.empty();
  }

  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static int sequence(String code) {
    return Integer.parseInt(code.substring(VILLAGE_DIGITS));
  }

  private void require(String code) {
    Optional<String> fault = fault(code);
    if (fault.isPresent()) {
      throw new GridCodeException(fault.get());
    }
  }

  @Override
  public String villageOf(String code) {
    require(code);
    return code.substring(0, VILLAGE_DIGITS);
  }

  /** The part that a grid with this code plays. */
  public Role roleOf(String code) {
    require(code);
    int sequence = sequence(code);
    for (Role role : Role.values()) {
      if (sequence >= first(role) && sequence <= last(role)) {
        return role;
      }
    }
    throw new GridCodeException("The sequence " + sequence + " is in no range.");
  }

  @Override
  public String describe(String code) {
    require(code);
    StringBuilder words = new StringBuilder();
    for (int digits : new int[] {6, 9, VILLAGE_DIGITS}) {
      String part = code.substring(0, digits);
      words.append(places.nameOf(part).orElse(part));
    }
    String role =
        switch (roleOf(code)) {
          case LEAF -> "网格";
          case MERGED_LEAF -> "并村网格";
          case HIGHER -> "片区";
        };
    int ordinal = sequence(code) - first(roleOf(code)) + 1;
    return words.append('第').append(ordinal).append(role).toString();
  }

  private static int first(Role role) {
    return switch (role) {
      case LEAF -> 1;
      case MERGED_LEAF -> 601;
      case HIGHER -> 901;
    };
  }

  private static int last(Role role) {
    return switch (role) {
      case LEAF -> 600;
      case MERGED_LEAF -> 900;
      case HIGHER -> 999;
    };
  }

  @Override
  public List<String> number(
      String village, Role role, List<Coordinate> places, Set<String> taken) {
    if (village.length() != VILLAGE_DIGITS || !isDigits(village)) {
      throw new GridCodeException("A village code has 12 digits.");
    }
    String[] codes = new String[places.size()];
    int next = first(role);
    for (int index : inOrder(places)) {
      String code = code(village, next++, role);
      while (taken.contains(code)) {
        code = code(village, next++, role);
      }
      codes[index] = code;
    }
    return Arrays.asList(codes);
  }

  private static String code(String village, int sequence, Role role) {
    if (sequence > last(role)) {
      throw new GridCodeException(
          "The numbers " + first(role) + " to " + last(role) + " of " + village + " are used up.");
    }
    String digits = Integer.toString(1000 + sequence);
    return village + digits.substring(1);
  }

  private static List<Integer> inOrder(List<Coordinate> places) {
    double north = places.stream().mapToDouble(Coordinate::getY).max().orElse(0);
    double south = places.stream().mapToDouble(Coordinate::getY).min().orElse(0);
    int bands = (int) Math.ceil(Math.sqrt(places.size()));
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      order.add(i);
    }
    order.sort(
        Comparator.comparingInt((Integer i) -> band(places.get(i), north, south, bands))
            .thenComparingDouble(i -> places.get(i).x)
            .thenComparingDouble(i -> -places.get(i).y));
    return order;
  }

  private static int band(Coordinate place, double north, double south, int bands) {
    if (north == south) {
      return 0;
    }
    int band = (int) Math.ceil((north - place.y) / (north - south) * bands) - 1;
    return Math.max(0, Math.min(bands - 1, band));
  }
}
