/**
 * The data dictionary: each column about people with its purpose, legal basis and retention, as
 * code; the purposes for which a hidden value may be looked at; the lists of codes. A column that
 * is not here fails the build.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.gridmap.backend.dictionary;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
