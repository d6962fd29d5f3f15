package org.gridmap.backend;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The backend as one Spring Boot application; the command line starts it. */
// Accounts live in the database; Spring would make one up.
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
public class GridMapApplication {
  /** Serves until the process is stopped. */
  public static void main(String[] arguments) {
    SpringApplication.run(GridMapApplication.class, arguments);
  }
}
