-- The village whose division came into force first, its third leaf (or its last, if it has fewer), and
-- the grid around that leaf.
WITH village AS (
  SELECT id, root_code FROM division WHERE status = 'PUBLISHED' AND valid @> now()
  ORDER BY lower(valid), id LIMIT 1
), third AS (
  SELECT code, parent_id FROM (
    SELECT g.code, g.parent_id, row_number() OVER (ORDER BY g.code) AS n
    FROM grid g JOIN village v ON v.id = g.division_id WHERE g.leaf
  ) AS leaves
  WHERE n <= 3 ORDER BY n DESC LIMIT 1
)
SELECT v.root_code AS root, coalesce(around.code, v.root_code) AS middle, third.code AS leaf
FROM village v CROSS JOIN third LEFT JOIN grid around ON around.id = third.parent_id
