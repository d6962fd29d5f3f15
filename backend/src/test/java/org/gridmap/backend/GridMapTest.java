package org.gridmap.backend;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of the whole backend on a database of its own: a real server on a free port of the
 * loopback device ({@code @LocalServerPort}), asked over HTTP. Classes that need no other
 * configuration share one server and one database, so each brings rows that do not disturb others.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = GridMapApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = GridMapTest.OwnDatabase.class)
public @interface GridMapTest {
  /** Points the application at a fresh database of the tests' PostGIS. */
  class OwnDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      Map<String, String> properties = new HashMap<>(TestDatabase.create().properties());
      properties.put("spring.datasource.hikari.maximum-pool-size", "4");
      properties.put("spring.datasource.hikari.minimum-idle", "1");
      properties.put("gridmap.pools.map.size", "2");
      properties.put("gridmap.home", TestHome.create().toString());
      TestPropertyValues.of(properties).applyTo(context);
    }
  }
}
