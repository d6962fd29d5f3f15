package org.gridmap.backend.plan.drafting;

import org.gridmap.backend.plan.LogEntry;
import org.gridmap.geodata.topology.GridPartition;

/** An edit that is in the log, and the partition after it. */
record StoredEdit(LogEntry entry, GridPartition after) {}
