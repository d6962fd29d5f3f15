-- Levels with as many grids as the map draws of each: where a village is not divided further, its
-- leaves stand for themselves.
WITH shown AS (
  SELECT g.level, g.level_name, g.leaf
  FROM grid g
  JOIN division d ON d.id = g.division_id
  WHERE is_shown(d, CAST(:at AS timestamptz)) AND (d.status = 'PUBLISHED' OR CAST(:drafts AS boolean)))
SELECT s.level, mode() WITHIN GROUP (ORDER BY s.level_name) AS name,
       count(*) + (SELECT count(*) FROM shown above WHERE above.leaf AND above.level < s.level) AS count
FROM shown s
GROUP BY s.level
ORDER BY s.level
