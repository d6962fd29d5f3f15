-- A new event without its number, the first entry of its history, and what was reported. One of a sample is stored
-- as it is at its end.
WITH placed AS (
  INSERT INTO event (id, village_code, year, category, department, importance, pressing, urgency,
    workflow, step, supervised, closed, location, house_id, grid_code, grid_name, other_grid_code, owner_grid_code,
    owner_duty, owner_assignment_id, owner_staff_id, staffing_fault, reporter_id, by_program,
    reported_at, step_since, step_due_at, due_at, overdue, closed_at, synthetic)
  VALUES (:id, :village, :year, :category, :department, :importance, :pressing, :urgency,
    :workflow, :step, :supervised, CAST(:closed AS text), ST_SetSRID(ST_MakePoint(:longitude, :latitude), 4490),
    CAST(:house AS bigint), :grid, :gridName, CAST(:other AS text), :ownerGrid, :ownerDuty,
    CAST(:ownerAssignment AS bigint), CAST(:ownerStaff AS bigint), :fault, :reporter, :byProgram, :at, :stepSince,
    CAST(:stepDue AS timestamptz), CAST(:due AS timestamptz), :overdue, CAST(:closedAt AS timestamptz), :synthetic)
),
entry AS (
  INSERT INTO event_history (event_id, at, action, from_step, to_step, grid_code, account_id, role, details)
  VALUES (:id, :at, :action, CAST(:from AS text), :to, :grid, :reporter, CAST(:role AS text), CAST(:details AS jsonb))
  RETURNING id
)
INSERT INTO person.event_text (event_id, history_id, author_id, kind, written_at, text)
SELECT :id, entry.id, :reporter, :kind, CAST(:at AS timestamptz), :text FROM entry
