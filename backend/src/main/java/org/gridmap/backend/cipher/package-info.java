/**
 * Sealing of single values: phones, ID numbers and notes are unreadable in the database, in its
 * dumps and in its logs, and yet can be looked up. Keeps the keys, and changes them while the town
 * works.
 */
@ApplicationModule(allowedDependencies = "sql")
@OwnsTables("sealing_key")
@NullMarked
package org.gridmap.backend.cipher;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
