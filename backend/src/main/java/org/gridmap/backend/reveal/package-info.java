/**
 * What is normally hidden about a person, shown one field at a time, for a purpose, within a quota,
 * and after the audit entry is safe; and the report on what is held about a resident and who
 * looked.
 */
@ApplicationModule(
    allowedDependencies = {"access", "audit", "dictionary", "resident", "sql", "web"})
@OwnsTables("person.reveal")
@NullMarked
package org.gridmap.backend.reveal;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
