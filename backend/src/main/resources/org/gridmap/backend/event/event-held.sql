-- As event.sql for some events, whose rows are held to the end of the transaction: always in the order of their
-- ids, so that two who need the same ones wait. Parameter: :ids.
SELECT id, number, village_code, category, department, importance, pressing, urgency, workflow, step, supervised,
       closed, merged_into, location, house_id, grid_code, grid_name, other_grid_code, left_grid_code,
       owner_grid_code, owner_duty, owner_assignment_id, owner_staff_id, staffing_fault, reporter_id, by_program,
       reported_at, step_since, step_due_at, due_at, overdue, closed_at, version
FROM event
WHERE id = ANY (CAST(:ids AS bigint[]))
ORDER BY id
FOR UPDATE
