package org.gridmap.backend.web.ingress;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Answers from memory, written by the poller thread of all connections, because waking a worker
 * costs more than such an answer. Finding one must therefore never block: no database, no contended
 * lock, no more than microseconds of work.
 */
public interface ReadyAnswers {
  /**
   * An answer as it leaves.
   *
   * @param head status line and headers, each with its line end, without those that tell the time
   *     or what becomes of the connection
   * @param body the content; empty for none
   */
  record ReadyAnswer(ByteBuffer head, ByteBuffer body) {}

  /** What the path of every request begins with that may have such an answer. */
  String pathPrefix();

  /**
   * The answer to a request that was addressed to this server, or null: then it goes the way of
   * every other request, which must come to the same answer.
   */
  @Nullable ReadyAnswer find(PlainRequest request);
}
