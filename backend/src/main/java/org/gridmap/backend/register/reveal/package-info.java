/**
 * What is normally hidden about a person, shown one field at a time, for a purpose, within a quota,
 * and after the audit entry is safe; and the report on what is held about a resident and who
 * looked.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "dictionary", "register", "web"})
@NullMarked
package org.gridmap.backend.register.reveal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
