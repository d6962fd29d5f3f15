package org.gridmap.backend.web.ingress;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Answers that lie ready in memory. They are given by the thread that watches all connections,
 * because waking another one costs more than such an answer; so finding one must never wait: not
 * for the database, not for a lock that is held for long, not for work of more than microseconds.
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
