package org.gridmap.backend.event.tally;

import java.time.LocalDate;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Which events are counted; a part that is null admits any.
 *
 * @param grids codes of the grids that they belong to
 * @param categories codes of categories
 * @param departments names of departments
 * @param urgencies colours
 * @param step id of the step that must be taken next; of a closed event the one at which it was
 *     closed
 * @param from first day of the reports
 * @param to last day of the reports
 */
public record TallyFilter(
    Collection<String> grids,
    @Nullable Collection<String> categories,
    @Nullable Collection<String> departments,
    @Nullable Collection<String> urgencies,
    @Nullable String step,
    @Nullable LocalDate from,
    @Nullable LocalDate to) {}
