-- The leaves of the houses of house-tile.sql. Parameters: the same four; the divisions whose grids are
-- named (NULL: those shown) twice, and whether drafts are wanted.
-- A house in grids of several divisions comes several times, the division in force first.
SELECT g.code, l.houses
FROM house_leaf_tile l
JOIN grid g ON g.id = l.grid_id
WHERE l.x BETWEEN ? AND ? AND l.y BETWEEN ? AND ?
  AND l.division_id = ANY (ARRAY(
       SELECT d.id FROM division d WHERE CASE WHEN ?::bigint[] IS NULL THEN is_shown(d, NULL) ELSE d.id = ANY (?) END
         AND (d.status = 'PUBLISHED' OR ?)))
ORDER BY l.division_id, l.grid_id
