/**
 * The state of a partition and the operations on it. Each operation writes into a journal, is
 * tidied and checked where it wrote, and is either whole or as if it had never been.
 */
@NullMarked
package org.gridmap.geodata.topology.edit;

import org.jspecify.annotations.NullMarked;
