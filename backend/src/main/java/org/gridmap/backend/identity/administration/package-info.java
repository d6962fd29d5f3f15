/**
 * Who gets an account and which roles it has: users, grants that need a second person, invitations,
 * and the first accounts of an installation.
 */
@NamedInterface("administration")
@NullMarked
package org.gridmap.backend.identity.administration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
