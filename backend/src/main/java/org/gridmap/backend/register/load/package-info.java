/**
 * Work on the whole register, as the system and not for somebody: loading many people at once,
 * finding houses again after an import, writing head counts to houses, destroying what was kept
 * long enough.
 */
@NamedInterface("load")
@NullMarked
package org.gridmap.backend.register.load;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
