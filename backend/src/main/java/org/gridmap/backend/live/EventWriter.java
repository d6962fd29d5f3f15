package org.gridmap.backend.live;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes events of one stream as {@code text/event-stream}. */
public final class EventWriter {
  private final OutputStream out;

  EventWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Sends an event at once.
   *
   * @param name what kind of event it is
   * @param id what the browser names when it comes back after a break; null for no new one
   * @param json the event, on one line
   * @throws IOException if the client is gone
   */
  public void send(String name, @Nullable String id, String json) throws IOException {
    StringBuilder text = new StringBuilder();
    if (id != null) {
      text.append("id: ").append(id).append('\n');
    }
    text.append("event: ").append(name).append("\ndata: ").append(json).append("\n\n");
    write(text.toString());
  }

  /** Sends a line that browsers ignore, so that a dead connection is noticed. */
  void comment(String words) throws IOException {
    write(": " + words + "\n\n");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
