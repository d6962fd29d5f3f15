package org.gridmap.backend;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The backend as one Spring Boot application; the command line starts it. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class GridMapApplication {}
