package org.gridmap.backend.web.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * Serves the built web map. A file under {@code assets/} carries a hash of its content in its name
 * and is kept by browsers for good; every other file is asked for again each time and answered by
 * 304. A sibling {@code .br} or {@code .gz} is sent instead where the browser takes it.
 */
@Configuration(proxyBeanMethods = false)
class PageFiles implements WebMvcConfigurer {
  private static final String HASHED = "/assets/{name:.+[-.][A-Za-z0-9_-]{8,}[.][a-z0-9]+}";
  private static final CacheControl FOR_GOOD =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final PageProperties properties;

  PageFiles(PageProperties properties) {
    this.properties = properties;
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    if (properties.root() == null) {
      return;
    }
    String root = properties.root().toAbsolutePath().normalize().toUri().toString();
    String folder = root.endsWith("/") ? root : root + "/";
    registry
        .addResourceHandler(HASHED)
        .addResourceLocations(folder + "assets/")
        .setCacheControl(FOR_GOOD)
        .setEtagGenerator(PageFiles::tag)
        .resourceChain(false)
        .addResolver(new EncodedResourceResolver())
        .addResolver(new OnlyFiles());
    registry
        .addResourceHandler("/**")
        .addResourceLocations(folder)
        .setCacheControl(CacheControl.noCache())
        .setEtagGenerator(PageFiles::tag)
        .resourceChain(false)
        .addResolver(new EncodedResourceResolver())
        .addResolver(new OnlyFiles());
  }

  /** Name, length and time of a file, so that the compressed sibling has a tag of its own. */
  private static String tag(Resource resource) {
    try {
      return Long.toHexString(resource.lastModified())
          + "-"
          + Long.toHexString(resource.contentLength())
          + "-"
          + Integer.toHexString(String.valueOf(resource.getFilename()).hashCode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files inside the folder, never the folder of something else through a symbolic link. */
  private static final class OnlyFiles extends PathResourceResolver {
    @Override
    protected @Nullable Resource getResource(String resourcePath, Resource location)
        throws IOException {
      Resource resource = super.getResource(resourcePath, location);
      if (resource == null || !resource.getFile().isFile()) {
        return null;
      }
      boolean inside =
          resource
              .getFile()
              .toPath()
              .toRealPath()
              .startsWith(location.getFile().toPath().toRealPath());
      return inside ? resource : null;
    }
  }
}
