package org.gridmap.backend.plan.drafting;

import java.util.List;
import org.gridmap.backend.plan.notation.ChangeView;
import org.gridmap.backend.plan.workload.GridNumbers;

/**
 * What an edit did, or would do.
 *
 * @param version of the plan after it; before it where it was only tried
 * @param hash of the partition after it
 * @param seq entry of the log; 0 where it was only tried
 * @param change what is different
 * @param numbers of the grids that it touched and of all above them
 * @param mean weighted work of the average leaf grid
 * @param registerRevision another number when houses or counts are different ones than before
 */
public record EditAnswer(
    long version,
    String hash,
    long seq,
    ChangeView change,
    List<GridNumbers> numbers,
    double mean,
    long registerRevision) {}
