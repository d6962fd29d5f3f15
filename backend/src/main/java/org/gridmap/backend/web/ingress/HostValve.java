package org.gridmap.backend.web.ingress;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.gridmap.backend.web.ProblemWriter;
import org.gridmap.backend.web.WebProblems;

/**
 * The first check of every request, before any filter: the address of the client behind proxies,
 * and whether the request names this server. The first valve of the engine, so that nothing answers
 * a request with a foreign host name.
 */
final class HostValve extends ValveBase {
  private static final String DETAIL =
      "It answers to the names of the loopback device and to those that its administrator lists in"
          + " gridmap.http.hosts.";

  private final ForwardedRequest forwarded;
  private final HostNames names;

  HostValve(ForwardedRequest forwarded, HostNames names) {
    super(true);
    this.forwarded = forwarded;
    this.names = names;
  }

  /** Whether a request that is not the container's yet is meant for this server. */
  boolean admits(PlainRequest request, String peer) {
    return names.contains(forwarded.name(request, peer));
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    forwarded.restore(request);
    String name = request.getServerName();
    if (name == null || !names.contains(name)) {
      response.setStatus(WebProblems.MISDIRECTED_REQUEST.status());
      ProblemWriter.writePlain(response, WebProblems.MISDIRECTED_REQUEST, DETAIL);
      return;
    }
    getNext().invoke(request, response);
  }
}
