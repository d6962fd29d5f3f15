package org.gridmap.backend.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error, {@code application/problem+json} (RFC 9457).
 *
 * @param type address of the kind of problem; a browser finds an explanation there
 * @param title the kind of problem in one sentence
 * @param status HTTP status
 * @param detail what is wrong with this request
 * @param instance for mistakes of the server: the number under which its log has the cause
 * @param members what programs need to know beside the sentence, by name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    URI type,
    String title,
    int status,
    @Nullable String detail,
    @Nullable URI instance,
    @JsonAnyGetter @Schema(hidden = true) Map<String, ?> members) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(
      ProblemType type, @Nullable String detail, @Nullable URI instance, Map<String, ?> members) {
    return new Problem(type.uri(), type.title(), type.status(), detail, instance, members);
  }
}
