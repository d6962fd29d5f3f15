package org.gridmap.backend.land;

/**
 * A division comes into force. Told in the transaction that publishes it, or, where it was
 * published for a later moment, in the one that notes that its moment has come; lineage and houses
 * of the division are whole when that transaction is about to commit.
 *
 * @param divisionId its number
 */
public record DivisionInForce(long divisionId) {}
