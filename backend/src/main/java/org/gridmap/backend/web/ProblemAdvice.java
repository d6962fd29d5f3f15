package org.gridmap.backend.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/**
 * Turns everything that a controller or Spring throws into a problem. Only sentences written for
 * clients leave the server: the message of an exception that is not ours never does.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private final ProblemWriter writer;

  ProblemAdvice(ProblemWriter writer) {
    this.writer = writer;
  }

  @ExceptionHandler
  void problem(ProblemException problem, HttpServletResponse response) throws IOException {
    writer.write(response, problem.type(), problem.detail(), null, problem.members());
  }

  @ExceptionHandler
  void missing(MissingServletRequestParameterException missing, HttpServletResponse response)
      throws IOException {
    write(
        response,
        WebProblems.MALFORMED_REQUEST,
        "The parameter '" + missing.getParameterName() + "' is needed.");
  }

  @ExceptionHandler
  void mismatch(TypeMismatchException mismatch, HttpServletResponse response) throws IOException {
    String name =
        mismatch instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : mismatch.getPropertyName();
    write(
        response,
        WebProblems.MALFORMED_REQUEST,
        "The value of '" + name + "' is not of the right kind.");
  }

  /** An escape such as {@code %zz} in the query; found when the first parameter is read. */
  @ExceptionHandler
  void unescapable(InvalidParameterException parameter, HttpServletResponse response)
      throws IOException {
    write(response, WebProblems.MALFORMED_REQUEST, "The query of the address cannot be decoded.");
  }

  /** Names of parameters and headers that the firewall finds when somebody reads them. */
  @ExceptionHandler
  void crooked(RequestRejectedException rejected, HttpServletResponse response) throws IOException {
    write(response, WebProblems.MALFORMED_REQUEST, "A parameter or header is not allowed.");
  }

  @ExceptionHandler({
    HttpMessageNotReadableException.class,
    CharacterCodingException.class,
    MultipartException.class
  })
  void unreadable(Exception unreadable, HttpServletResponse response) throws IOException {
    write(response, WebProblems.MALFORMED_REQUEST, "The body of the request cannot be read.");
  }

  @ExceptionHandler
  void tooLarge(MaxUploadSizeExceededException upload, HttpServletResponse response)
      throws IOException {
    write(response, WebProblems.PAYLOAD_TOO_LARGE, "Send less at once.");
  }

  /**
   * The statement timeout is the server's own decision: the request was too expensive right now.
   */
  @ExceptionHandler({QueryTimeoutException.class, TransientDataAccessException.class})
  void overloaded(Exception cause, HttpServletResponse response) throws IOException {
    LOG.warn("A query was given up", cause);
    write(response, WebProblems.OVERLOADED, "Ask for less, or try again in a few seconds.");
  }

  @ExceptionHandler({
    CannotCreateTransactionException.class,
    DataAccessResourceFailureException.class
  })
  void unavailable(Exception cause, HttpServletResponse response) throws IOException {
    LOG.error("The database does not answer", cause);
    write(response, WebProblems.DEPENDENCY_UNAVAILABLE, "Try again in a few seconds.");
  }

  /** The client has gone away; there is nobody to tell. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException gone) {
    LOG.debug("The client went away", gone);
  }

  @ExceptionHandler
  void other(Exception cause, HttpServletResponse response) throws IOException {
    if (DatabaseFailure.isLostConnection(cause)) {
      unavailable(cause, response);
      return;
    }
    if (cause instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      known.getHeaders().forEach((name, values) -> setHeader(response, name, values.getFirst()));
      int status = known.getStatusCode().value();
      write(
          response,
          WebProblems.findByStatus(status).orElse(WebProblems.MALFORMED_REQUEST),
          sentence(status));
      return;
    }
    String number = UUID.randomUUID().toString();
    LOG.error("Request failed, problem {}", number, cause);
    writer.write(
        response,
        WebProblems.INTERNAL_ERROR,
        "The cause is in the server's log under the number of this problem.",
        URI.create("urn:uuid:" + number),
        Map.of());
  }

  private static void setHeader(HttpServletResponse response, String name, String value) {
    if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
      response.setHeader(name, value);
    }
  }

  private static @Nullable String sentence(int status) {
    return switch (status) {
      case 404 -> "No page, file or data has this address.";
      case 405 -> "The header 'Allow' names the methods that it takes.";
      case 406 -> "Ask for JSON, or leave out the header 'Accept'.";
      case 413 -> "Send less at once.";
      default -> null;
    };
  }

  private void write(HttpServletResponse response, ProblemType type, @Nullable String detail)
      throws IOException {
    writer.write(response, type, detail, null, Map.of());
  }
}
