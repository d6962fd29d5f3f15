/**
 * People in service, and who of them answers for which grid or house from which day to which. What
 * is kept of them is what they are reached by on duty, and every signed-in role sees it.
 */
@NamedInterface("staff")
@NullMarked
package org.gridmap.backend.place.staff;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
