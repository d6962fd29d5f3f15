/**
 * The log of changes of the map, and who must hear of them: a change is written in the transaction
 * of the data, and every process learns of it when that commits.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.gridmap.backend.revision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
