-- A grid in force and those around it, the smallest first, each with who answers for it on a day.
-- Parameters: :grid, :today. A grid with nobody gives one row without a role.
WITH RECURSIVE up AS (
  SELECT g.id, g.code, g.name, g.level, g.leaf, g.parent_id
  FROM grid g
  JOIN division d ON d.id = g.division_id AND d.status = 'PUBLISHED' AND d.valid @> now()
  WHERE g.id = :grid
  UNION ALL
  SELECT g.id, g.code, g.name, g.level, g.leaf, g.parent_id
  FROM grid g
  JOIN up ON g.id = up.parent_id
)
SELECT up.id AS grid_id, up.name AS grid_name, up.leaf, a.id AS assignment_id, a.role,
       lower(a.valid) AS from_day, upper(a.valid) - 1 AS until_day,
       s.id AS staff_id, s.name, s.phone, s.unit, s.unit_name
FROM up
-- Asked once for each grid and not for each assignment.
LEFT JOIN LATERAL (
  SELECT held.id, held.role, held.staff_id, held.valid
  FROM codes_of_grid(up.id) AS own (code)
  JOIN assignment held ON held.grid_code = own.code AND held.valid @> CAST(:today AS date)
) AS a ON true
LEFT JOIN staff s ON s.id = a.staff_id
ORDER BY up.level DESC, lower(a.valid), a.id
