package org.gridmap.backend.web.page;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the page of the map lies.
 *
 * @param root folder of the built web map; without it the server says how to build one
 */
@ConfigurationProperties("gridmap.web")
record PageProperties(@Nullable Path root) {}
