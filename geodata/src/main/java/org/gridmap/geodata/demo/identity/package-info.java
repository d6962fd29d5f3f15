/** Names and telephone numbers of people who do not exist. */
@NullMarked
package org.gridmap.geodata.demo.identity;

import org.jspecify.annotations.NullMarked;
