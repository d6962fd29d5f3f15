package org.gridmap.backend.plan.drafting;

import java.io.IOException;
import org.gridmap.backend.plan.notation.OperationJson;
import org.gridmap.backend.plan.notation.OperationRequest;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.stereotype.Component;

/** Hands bodies with an operation to the notation of operations, no longer ones than may be. */
@Component
class OperationBodies extends AbstractHttpMessageConverter<OperationRequest> {
  private static final int MAX_BYTES = 1 << 20;

  private final OperationJson json;

  OperationBodies(OperationJson json) {
    super(MediaType.APPLICATION_JSON);
    this.json = json;
  }

  @Override
  protected boolean supports(Class<?> type) {
    return type == OperationRequest.class;
  }

  /**
   * The request.
   *
   * @throws ProblemException {@code payload-too-large} for more than an operation may have
   */
  @Override
  protected OperationRequest readInternal(
      Class<? extends OperationRequest> type, HttpInputMessage request) throws IOException {
    byte[] body = request.getBody().readNBytes(MAX_BYTES + 1);
    if (body.length > MAX_BYTES) {
      throw new ProblemException(
          WebProblems.PAYLOAD_TOO_LARGE, "An operation has one megabyte at most.");
    }
    return json.readRequest(body);
  }

  @Override
  public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected void writeInternal(OperationRequest request, HttpOutputMessage answer) {
    throw new UnsupportedOperationException("requests are read");
  }
}
