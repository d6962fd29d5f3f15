package org.gridmap.backend;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The backend as one Spring Boot application; the command line starts it. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class GridMapApplication {
  /** Serves until the process is stopped. */
  public static void main(String[] arguments) {
    SpringApplication.run(GridMapApplication.class, arguments);
  }
}
