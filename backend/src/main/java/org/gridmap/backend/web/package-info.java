/**
 * What all HTTP endpoints share: problems instead of stack traces, strict query parameters,
 * bounding boxes and pages, entity tags and the versions that a change starts from, security
 * headers. Depends on no capability.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.gridmap.backend.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
