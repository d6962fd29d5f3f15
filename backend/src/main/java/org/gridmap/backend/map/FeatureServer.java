package org.gridmap.backend.map;

import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Configures how requests below {@code /ogc} are matched: with or without a slash at the end, the
 * format by header or by the parameter {@code f}.
 */
@Configuration(proxyBeanMethods = false)
class FeatureServer implements WebMvcConfigurer {
  /** Clients join addresses in both ways; the table of routes has each address once. */
  @Bean
  FilterRegistrationBean<UrlHandlerFilter> slashAtTheEnd() {
    FilterRegistrationBean<UrlHandlerFilter> registration =
        new FilterRegistrationBean<>(
            UrlHandlerFilter.trailingSlashHandler("/ogc/**").wrapRequest().build());
    registration.addUrlPatterns("/ogc/*");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return registration;
  }

  @Override
  public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
    configurer.strategies(List.of(new AnswerFormat()));
  }
}
