-- For each grid of some divisions: a grid in force with exactly the same houses, the leaf grids in
-- force that hold its houses, and whether these hold all of them. Parameter: :divisions.
WITH today AS (
  SELECT d.id FROM division d WHERE d.status = 'PUBLISHED' AND d.valid @> now()
), contents AS (
  SELECT c.division_id, c.ancestor_id AS grid_id,
         md5(string_agg(hg.house_id::text, ',' ORDER BY hg.house_id)) AS houses
  FROM grid_closure c
  JOIN house_grid hg ON hg.grid_id = c.descendant_id
  WHERE c.division_id = ANY (:divisions) OR c.division_id IN (SELECT id FROM today)
  GROUP BY c.division_id, c.ancestor_id
), spread AS (
  SELECT c.ancestor_id AS grid_id, array_agg(DISTINCT now_in.grid_id) FILTER (WHERE now_in.grid_id IS NOT NULL) AS leaves,
         bool_and(now_in.grid_id IS NOT NULL) AS every_house
  FROM grid_closure c
  JOIN house_grid hg ON hg.grid_id = c.descendant_id
  LEFT JOIN house_grid now_in ON now_in.house_id = hg.house_id AND now_in.division_id IN (SELECT id FROM today)
  WHERE c.division_id = ANY (:divisions)
  GROUP BY c.ancestor_id
)
SELECT p.grid_id, n.grid_id AS same_as, coalesce(s.leaves, '{}') AS leaves, s.every_house
FROM contents p
JOIN spread s ON s.grid_id = p.grid_id
LEFT JOIN LATERAL (
  SELECT min(one.grid_id) AS grid_id FROM contents one
  WHERE one.division_id IN (SELECT id FROM today) AND one.houses = p.houses) n ON true
WHERE p.division_id = ANY (:divisions)
