-- The area whose division came into force first, its third leaf (or its last, if it has fewer), the grid
-- around that leaf, and the village of twelve digits around it, or else the area itself.
WITH area AS (
  SELECT id, root_code FROM division WHERE status = 'PUBLISHED' AND valid @> now()
  ORDER BY lower(valid), id LIMIT 1
), third AS (
  SELECT code, parent_id FROM (
    SELECT g.code, g.parent_id, row_number() OVER (ORDER BY g.code) AS n
    FROM grid g JOIN area a ON a.id = g.division_id WHERE g.leaf
  ) AS leaves
  WHERE n <= 3 ORDER BY n DESC LIMIT 1
)
SELECT a.root_code AS root,
       coalesce((
         SELECT v.code FROM grid v WHERE v.division_id = a.id AND v.code = left(third.code, 12)), a.root_code) AS village,
       coalesce(around.code, a.root_code) AS middle,
       third.code AS leaf
FROM area a CROSS JOIN third LEFT JOIN grid around ON around.id = third.parent_id
