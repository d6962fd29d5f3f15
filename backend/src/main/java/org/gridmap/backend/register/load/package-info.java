/**
 * Work on the whole register with the job role, not for a caller: bulk loads, linking households to
 * houses after an import, writing counts to houses, deleting records whose retention has ended.
 */
@NamedInterface("load")
@NullMarked
package org.gridmap.backend.register.load;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
