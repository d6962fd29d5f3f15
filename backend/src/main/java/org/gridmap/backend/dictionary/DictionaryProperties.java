package org.gridmap.backend.dictionary;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What an installation allows.
 *
 * @param purposes the purposes for which a hidden value may be looked at
 * @param tags marks that may be put on a person, each with the purpose that needs it
 * @param idNumbers whether numbers of identity documents may be kept
 */
@Validated
@ConfigurationProperties("gridmap.dictionary")
public record DictionaryProperties(
    @NotEmpty List<@Valid Purpose> purposes, List<@Valid Tag> tags, boolean idNumbers) {

  public DictionaryProperties {
    tags = tags == null ? List.of() : List.copyOf(tags);
    purposes = purposes == null ? List.of() : List.copyOf(purposes);
  }

  /**
   * @param code short name, sent with each reveal and kept in the audit
   * @param zh what people choose, in Chinese
   * @param en what people choose, in English
   */
  public record Purpose(
      @Pattern(regexp = "[A-Z][A-Z_]{1,30}") String code,
      @NotBlank String zh,
      @NotBlank String en) {}

  /**
   * @param code short name
   * @param zh what people read, in Chinese
   * @param en what people read, in English
   * @param purpose what the mark is for; a mark without a purpose cannot be configured
   */
  public record Tag(
      @Pattern(regexp = "[A-Z][A-Z_]{1,30}") String code,
      @NotBlank String zh,
      @NotBlank String en,
      @NotBlank String purpose) {}
}
