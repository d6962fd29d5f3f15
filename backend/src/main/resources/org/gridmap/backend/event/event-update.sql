-- What an action may change of an event.
UPDATE event SET
  department = :department, importance = :importance, pressing = :pressing, urgency = :urgency, step = :step,
  supervised = :supervised, closed = CAST(:closed AS text),
  merged_into = CAST(:mergedInto AS bigint),
  location = ST_SetSRID(ST_MakePoint(:longitude, :latitude), 4490), house_id = CAST(:house AS bigint),
  grid_code = :grid, grid_name = :gridName, other_grid_code = CAST(:other AS text), left_grid_code = CAST(:left AS text),
  owner_grid_code = :ownerGrid,
  owner_duty = :ownerDuty, owner_assignment_id = CAST(:ownerAssignment AS bigint),
  owner_staff_id = CAST(:ownerStaff AS bigint), staffing_fault = :fault, step_since = :stepSince,
  step_due_at = CAST(:stepDue AS timestamptz), due_at = CAST(:due AS timestamptz), overdue = :overdue,
  closed_at = CAST(:closedAt AS timestamptz), version = version + 1
WHERE id = :id
