package org.gridmap.backend.plan.notation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.gridmap.geodata.topology.Operation;

/**
 * What a planner sends.
 *
 * @param operation what to do
 */
public record OperationRequest(@NotNull @Valid Operation operation) {}
