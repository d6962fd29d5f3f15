/**
 * Sealing of single values: phones, ID numbers and notes are unreadable in the database, in its
 * dumps and in its logs, and yet can be looked up. Keeps the keys, and changes them while the town
 * works.
 */
@NamedInterface("cipher")
@NullMarked
package org.gridmap.backend.audit.cipher;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
