package org.gridmap.backend.map;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.gridmap.backend.web.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/**
 * The parameter {@code f} of every resource below {@code /ogc}: where it is given, it and not the
 * header {@code Accept} says which format is wanted.
 */
final class AnswerFormat implements ContentNegotiationStrategy {
  static final String NAME = "f";
  private static final String JSON = "json";

  private final ContentNegotiationStrategy header = new HeaderContentNegotiationStrategy();

  /** Marks the parameter for the description of the interface. */
  @Target(ElementType.PARAMETER)
  @Retention(RetentionPolicy.RUNTIME)
  @Parameter(
      description = "the format of the answer, whatever the header Accept says",
      schema = @Schema(type = "string", allowableValues = JSON))
  @interface Described {}

  /**
   * @throws org.gridmap.backend.web.ProblemException {@code malformed-request} for a format that
   *     does not exist
   */
  static void require(@Nullable String format) {
    if (format != null && !format.equals(JSON)) {
      throw QueryParameters.malformed(
          "The parameter 'f' names a format that this resource does not have; it has: json.");
    }
  }

  @Override
  public List<MediaType> resolveMediaTypes(NativeWebRequest request)
      throws HttpMediaTypeNotAcceptableException {
    HttpServletRequest servlet = request.getNativeRequest(HttpServletRequest.class);
    boolean given =
        servlet != null
            && servlet.getRequestURI().startsWith("/ogc")
            && servlet.getParameter(NAME) != null;
    return given ? MEDIA_TYPE_ALL_LIST : header.resolveMediaTypes(request);
  }
}
