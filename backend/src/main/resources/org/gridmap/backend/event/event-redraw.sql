-- Gives events the place and the owner that the division in force gives them, all at once.
-- Parameter: :events (a JSON array).
UPDATE event e SET
  location = ST_SetSRID(ST_MakePoint(n.longitude, n.latitude), 4490), grid_code = n.grid, grid_name = n.name,
  other_grid_code = n.other, left_grid_code = n.departed, owner_grid_code = n.owner, owner_duty = n.duty,
  owner_assignment_id = n.assignment, owner_staff_id = n.staff, staffing_fault = n.fault, version = e.version + 1
FROM jsonb_to_recordset(CAST(:events AS jsonb)) AS n (
  id bigint, longitude double precision, latitude double precision, grid text, name text, other text, departed text,
  owner text, duty text, assignment bigint, staff bigint, fault boolean)
WHERE e.id = n.id
