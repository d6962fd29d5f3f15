package org.gridmap.backend.event.workflow;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;

@Configuration(proxyBeanMethods = false)
class WorkflowConfiguration {

  /** A file that is wrong stops the start. */
  @Bean
  Workflows workflows(WorkflowProperties properties) {
    Resource file = properties.file();
    String name = Objects.requireNonNullElse(file.getFilename(), file.getDescription());
    try (Reader text = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
      return EventsFile.read(name, text);
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + name + " of workflows cannot be read.", e);
    }
  }
}
