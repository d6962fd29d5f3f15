package org.gridmap.backend.sql;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.gridmap.backend.GridMapTest;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of what every capability stands on, on a database of its own: statements and pools, scopes
 * and callers, the audit log, sealing, keys of repeated requests. No capability of the town is
 * there, no server listens.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = FoundationTest.Foundation.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
@ContextConfiguration(initializers = GridMapTest.OwnDatabase.class)
public @interface FoundationTest {
  /**
   * The modules, without what answers requests and without the change of keys, which wants somebody
   * who sealed something. Not a component, or every other test would find it.
   */
  @EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
  @ComponentScan(
      basePackages = {
        "org.gridmap.backend.sql",
        "org.gridmap.backend.access",
        "org.gridmap.backend.audit",
        "org.gridmap.backend.idempotency"
      },
      excludeFilters =
          @ComponentScan.Filter(
              type = FilterType.REGEX,
              pattern = ".*Controller|.*[.]AccessConfiguration|.*[.]apidoc[.].*|.*[.]KeyRotation"))
  @ConfigurationPropertiesScan({"org.gridmap.backend.sql", "org.gridmap.backend.audit"})
  class Foundation {}
}
