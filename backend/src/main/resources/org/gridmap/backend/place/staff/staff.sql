-- Staff, each parameter NULL for "any": :id, :grid (that grid and everything below it), :words (a
-- piece of the name, with the signs of LIKE escaped).
SELECT s.id, s.name, s.sex, s.unit, s.unit_name, s.phone, s.grid_code, s.left_on, s.version, g.id AS grid_id
FROM staff s
LEFT JOIN LATERAL (
  SELECT min(today) AS id FROM grids_of_code(s.grid_code) AS today) g ON true
WHERE (CAST(:id AS bigint) IS NULL OR s.id = CAST(:id AS bigint))
  AND (CAST(:id AS bigint) IS NOT NULL OR s.left_on IS NULL)
  AND (CAST(:words AS text) IS NULL OR s.name LIKE '%' || CAST(:words AS text) || '%')
  AND (CAST(:grid AS bigint) IS NULL OR EXISTS (
    SELECT FROM grid_closure below
    WHERE below.ancestor_id = CAST(:grid AS bigint) AND below.descendant_id IN (SELECT grids_of_code(s.grid_code))))
ORDER BY s.id
LIMIT :limit
