package org.gridmap.backend.plan.drafting;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.gridmap.backend.plan.notation.OperationReader;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;

/** Reads bodies with operations: no longer than one may be. */
final class RequestBodies {
  private RequestBodies() {}

  /**
   * The whole body.
   *
   * @throws ProblemException {@code payload-too-large} for more than an operation may have
   */
  static byte[] read(HttpServletRequest request) {
    try {
      byte[] body = request.getInputStream().readNBytes(OperationReader.MAX_BYTES + 1);
      if (body.length > OperationReader.MAX_BYTES) {
        throw new ProblemException(
            WebProblems.PAYLOAD_TOO_LARGE, "An operation has one megabyte at most.");
      }
      return body;
    } catch (IOException e) {
      throw new ProblemException(
          WebProblems.MALFORMED_REQUEST, "The body of the request cannot be read.");
    }
  }
}
