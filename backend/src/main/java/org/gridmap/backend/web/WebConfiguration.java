package org.gridmap.backend.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the checks of this module in front of every endpoint. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new QueryParameters.Check());
  }

  @Bean
  ProblemType.Catalogue problemsOfEverybody() {
    return WebProblems::list;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerProblems() {
    return factory ->
        factory.addContextCustomizers(context -> {
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(ContainerProblemValve.class.getName());
          }
        });
  }

  /**
   * Answers requests that Tomcat refuses before any servlet sees them, such as a bad escape in the
   * address. Tomcat makes it by name, so it is public and takes nothing.
   */
  public static final class ContainerProblemValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      ProblemType fallback =
          status >= 500 ? WebProblems.INTERNAL_ERROR : WebProblems.MALFORMED_REQUEST;
      try {
        ProblemWriter.writePlain(response, WebProblems.findByStatus(status).orElse(fallback), "");
        response.finishResponse();
      } catch (IOException | IllegalStateException e) {
        container.getLogger().debug("The client went away", e);
      }
    }
  }
}
