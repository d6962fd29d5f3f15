package org.gridmap.backend.web.ingress;

import org.apache.coyote.http11.Http11NioProtocol;

/** HTTP/1.1 of Tomcat on a {@link PollingEndpoint}. Public because Tomcat makes it by its name. */
public final class PollingProtocol extends Http11NioProtocol {
  private final PollingEndpoint endpoint;

  public PollingProtocol() {
    this(new PollingEndpoint());
  }

  private PollingProtocol(PollingEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  void setEarly(PollingEndpoint.Early early) {
    endpoint.setEarly(early);
  }
}
