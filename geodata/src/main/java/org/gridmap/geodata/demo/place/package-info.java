/**
 * What stands and who works in a synthetic town: enterprises and shops, service stations, emergency
 * resources, officers and their dated duties. All of it is invented.
 */
@NullMarked
package org.gridmap.geodata.demo.place;

import org.jspecify.annotations.NullMarked;
