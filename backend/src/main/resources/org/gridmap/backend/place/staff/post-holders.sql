-- As chain.sql, with the codes of the grids and without what only a card shows.
-- Parameters: :grid, :today. A grid with nobody gives one row without a role.
WITH RECURSIVE up AS (
  SELECT g.id, g.code, g.name, g.level, g.parent_id
  FROM grid g
  JOIN division d ON d.id = g.division_id AND d.status = 'PUBLISHED' AND d.valid @> now()
  WHERE g.id = :grid
  UNION ALL
  SELECT g.id, g.code, g.name, g.level, g.parent_id
  FROM grid g
  JOIN up ON g.id = up.parent_id
)
SELECT up.id AS grid_id, up.code AS grid_code, up.name AS grid_name, a.role, a.id AS assignment_id,
       s.id AS staff_id, s.name, s.phone
FROM up
LEFT JOIN assignment a ON a.grid_code IN (SELECT codes_of_grid(up.id)) AND a.valid @> CAST(:today AS date)
LEFT JOIN staff s ON s.id = a.staff_id
ORDER BY up.level DESC, lower(a.valid), a.id
