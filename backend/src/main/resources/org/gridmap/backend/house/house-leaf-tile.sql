-- The leaves of the houses of house-tile.sql. A house that lies in grids of several divisions comes once
-- for each, by number of the division.
SELECT g.code, l.houses
FROM house_leaf_tile l
JOIN grid g ON g.id = l.grid_id
WHERE l.x BETWEEN :x AND :last_x AND l.y BETWEEN :y AND :last_y
  AND l.division_id = ANY (ARRAY(
       SELECT d.id FROM division d
       WHERE CASE WHEN CAST(:divisions AS bigint[]) IS NULL THEN is_shown(d, NULL) ELSE d.id = ANY (:divisions) END
         AND (d.status = 'PUBLISHED' OR :drafts)))
ORDER BY l.division_id, l.grid_id
