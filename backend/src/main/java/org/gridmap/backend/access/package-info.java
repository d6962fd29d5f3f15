/**
 * Who may do what: roles and rights, the table of routes, the caller of a request, and the scope
 * that every transaction on his behalf works under.
 */
@ApplicationModule(allowedDependencies = {"sql", "web"})
@OwnsTables({"account.account", "account.role_grant"})
@NullMarked
package org.gridmap.backend.access;

import org.gridmap.backend.sql.OwnsTables;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
