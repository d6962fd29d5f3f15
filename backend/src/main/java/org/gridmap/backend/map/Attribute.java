package org.gridmap.backend.map;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is told of each thing of a {@link MapLayer}, declared once: vector tiles, items, TileJSON
 * and the schema of the collection are made from it.
 *
 * @param column its column in the statements of the layer, in small letters with underscores
 * @param chinese its name for people
 * @param english its name for people
 * @param tileName its name in tiles
 * @param inTiles whether tiles have it
 * @param inItems whether items have it, there in camel case
 * @param layers the layers of the tile that alone have it; empty for all of them
 */
public record Attribute(
    String column,
    Type type,
    String chinese,
    String english,
    String tileName,
    boolean inTiles,
    boolean inItems,
    Set<String> layers) {
  /** What the values are. */
  public enum Type {
    TEXT("String", "string"),
    WHOLE_NUMBER("Number", "integer"),
    NUMBER("Number", "number"),
    BOOLEAN("Boolean", "boolean"),
    /** A day as ISO 8601 writes it; only items have it. */
    DATE("", "string"),
    /** Several texts; only items have them. */
    TEXTS("", "array");

    private final String tileJson;
    private final String jsonSchema;

    Type(String tileJson, String jsonSchema) {
      this.tileJson = tileJson;
      this.jsonSchema = jsonSchema;
    }

    /** The word of TileJSON: String, Number or Boolean. */
    public String tileJson() {
      return tileJson;
    }

    /** The word of JSON Schema. */
    public String jsonSchema() {
      return jsonSchema;
    }
  }

  /** The number of a thing: in tiles an attribute, among items what its address ends with. */
  static final Attribute ID = wholeNumber("id", "编号", "Number").onlyInTiles();

  public Attribute {
    layers = Set.copyOf(layers);
    if (inTiles && type.tileJson().isEmpty()) {
      throw new IllegalArgumentException("A tile cannot hold " + column + ", of " + type + ".");
    }
  }

  /** Words, or a code. */
  public static Attribute text(String column, String chinese, String english) {
    return of(column, Type.TEXT, chinese, english);
  }

  /** A whole number. */
  public static Attribute wholeNumber(String column, String chinese, String english) {
    return of(column, Type.WHOLE_NUMBER, chinese, english);
  }

  /** A floating point number. */
  public static Attribute number(String column, String chinese, String english) {
    return of(column, Type.NUMBER, chinese, english);
  }

  /** Yes or no. */
  public static Attribute bool(String column, String chinese, String english) {
    return of(column, Type.BOOLEAN, chinese, english);
  }

  /** A day; only in items. */
  public static Attribute date(String column, String chinese, String english) {
    return new Attribute(column, Type.DATE, chinese, english, column, false, true, Set.of());
  }

  /** Several texts; only in items. */
  public static Attribute texts(String column, String chinese, String english) {
    return new Attribute(column, Type.TEXTS, chinese, english, column, false, true, Set.of());
  }

  private static Attribute of(String column, Type type, String chinese, String english) {
    return new Attribute(column, type, chinese, english, column, true, true, Set.of());
  }

  /** The same, but not in items. */
  public Attribute onlyInTiles() {
    return new Attribute(column, type, chinese, english, tileName, true, false, layers);
  }

  /** The same, but not in tiles. */
  public Attribute onlyInItems() {
    return new Attribute(column, type, chinese, english, tileName, false, inItems, layers);
  }

  /** The same, in one layer of the tile only; what all of them have comes first there. */
  public Attribute onlyInLayer(String layer) {
    return new Attribute(column, type, chinese, english, tileName, inTiles, inItems, Set.of(layer));
  }

  /** The same under a shorter name in tiles. */
  public Attribute inTilesAs(String name) {
    return new Attribute(column, type, chinese, english, name, inTiles, inItems, layers);
  }

  /** Its name in items: the column in camel case. */
  public String itemName() {
    StringBuilder name = new StringBuilder();
    for (String word : column.split("_", -1)) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }

  /** Its value in a row; null for none. */
  @Nullable Object valueOf(TileRow row, int number) {
    if (row.isNull(number)) {
      return null;
    }
    return switch (type) {
      case TEXT -> row.getString(number);
      case WHOLE_NUMBER -> row.getLong(number);
      case NUMBER -> row.getDouble(number);
      case BOOLEAN -> row.getBoolean(number);
      case DATE, TEXTS -> throw new IllegalStateException(column + " is not for tiles");
    };
  }
}
