package org.gridmap.geodata.solid;

import java.util.List;

/**
 * One thing that is told of each feature of a class.
 *
 * @param id name in the metadata, letters and digits
 * @param title what people call it, Chinese and English
 * @param values the words of a code in their order; empty for all other types
 */
public record SolidProperty(String id, String title, Type type, List<String> values) {
  /** How values are stored. */
  public enum Type {
    /** A whole number, 8 bytes. */
    NUMBER("SCALAR", "UINT64", Long.BYTES),
    /** A count, 4 bytes. */
    COUNT("SCALAR", "UINT32", Integer.BYTES),
    /** A whole number below {@value SolidProperty#UNKNOWN}, one byte; null is not known. */
    SMALL("SCALAR", "UINT8", Byte.BYTES),
    /** A measure, 4 bytes. */
    MEASURE("SCALAR", "FLOAT32", Float.BYTES),
    /** One of the words, one byte. */
    CODE("ENUM", "", Byte.BYTES),
    /** A text; an empty one is not known. */
    TEXT("STRING", "", 0);

    private final String gltfType;
    private final String componentType;
    private final int bytes;

    Type(String gltfType, String componentType, int bytes) {
      this.gltfType = gltfType;
      this.componentType = componentType;
      this.bytes = bytes;
    }

    String gltfType() {
      return gltfType;
    }

    String componentType() {
      return componentType;
    }

    int bytes() {
      return bytes;
    }
  }

  /** Stands for a small number that is not known. */
  static final int UNKNOWN = 255;

  public SolidProperty {
    values = List.copyOf(values);
  }

  /** Anything but a code. */
  public static SolidProperty of(String id, String title, Type type) {
    return new SolidProperty(id, title, type, List.of());
  }

  /** One of some words. */
  public static SolidProperty code(String id, String title, List<String> words) {
    return new SolidProperty(id, title, Type.CODE, words);
  }
}
