package org.gridmap.backend.identity.administration;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.gridmap.backend.identity.DemoMode;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Refuses to serve a demonstration, where nobody needs a password, to other machines. */
@Component
@Profile(DemoMode.PROFILE)
class DemoGuard {
  DemoGuard(Environment environment) {
    String address = environment.getProperty("server.address", "");
    if (!isLoopback(address)) {
      throw new IllegalStateException(
          "The demonstration (profile 'demo') serves 127.0.0.1 only, because everybody may sign in"
              + " to it. Set server.address to 127.0.0.1, or start without the profile.");
    }
    if (isSet(environment, "gridmap.http.hosts") || isSet(environment, "gridmap.http.proxies")) {
      throw new IllegalStateException(
          "The demonstration (profile 'demo') answers to the names of the loopback device only,"
              + " because everybody may sign in to it. Leave out gridmap.http.hosts and"
              + " gridmap.http.proxies, or start without the profile.");
    }
  }

  private static boolean isSet(Environment environment, String list) {
    return Binder.get(environment)
        .bind(list, Bindable.listOf(String.class))
        .map(values -> !values.isEmpty())
        .orElse(false);
  }

  private static boolean isLoopback(String address) {
    try {
      // An empty address would be every address of the machine.
      return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
