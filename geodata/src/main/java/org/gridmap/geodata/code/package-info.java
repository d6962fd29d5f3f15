/** Grid codes: the schemes that give a grid its number, and the official codes of villages. */
@NullMarked
package org.gridmap.geodata.code;

import org.jspecify.annotations.NullMarked;
