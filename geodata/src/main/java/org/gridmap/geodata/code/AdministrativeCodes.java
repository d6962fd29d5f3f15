package org.gridmap.geodata.code;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The official codes of counties (6 digits), towns (9) and villages (12) that ship with the
 * product: Jinjiang, Nan'an and Xiapu. Villages keep their everyday name: 洋埭村委会 is also found as
 * 洋埭村.
 */
public final class AdministrativeCodes {
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, List<String>> codes = new HashMap<>();
  private int villages;

  private AdministrativeCodes() {}

  /** Reads the shipped tables. */
  public static AdministrativeCodes shipped() {
    AdministrativeCodes table = new AdministrativeCodes();
    table.read("places.csv", false);
    table.read("villages.csv", true);
    return table;
  }

  private void read(String resource, boolean village) {
    try (InputStream in = AdministrativeCodes.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the table " + resource + " is missing from the build");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int first = line.indexOf(',');
        int second = line.indexOf(',', first + 1);
        String code = line.substring(0, first);
        String official = line.substring(first + 1, second < 0 ? line.length() : second);
        String everyday = village ? everyday(official) : official;
        names.put(code, everyday);
        codes.computeIfAbsent(everyday, name -> new ArrayList<>()).add(code);
        if (!everyday.equals(official)) {
          codes.computeIfAbsent(official, name -> new ArrayList<>()).add(code);
        }
        villages += village ? 1 : 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** 洋埭村委会 → 洋埭村, 青新社区居委会 → 青新社区; other names stay as they are. */
  private static String everyday(String official) {
    for (String office : List.of("居民委员会", "村民委员会", "居委会", "村委会")) {
      if (official.endsWith(office) && official.length() > office.length()) {
        String bare = official.substring(0, official.length() - office.length());
        boolean said = bare.endsWith("社区") || bare.endsWith("村");
        return said ? bare : bare + (office.startsWith("村") ? "村" : "社区");
      }
    }
    return official;
  }

  /** The everyday name of a county, town or village. */
  public Optional<String> nameOf(String code) {
    return Optional.ofNullable(names.get(code));
  }

  /** Every code with this everyday or official name; several villages share a name. */
  public List<String> codesOf(String name) {
    return List.copyOf(codes.getOrDefault(name, List.of()));
  }

  /** How many villages the tables hold. */
  public int villages() {
    return villages;
  }
}
