-- Grids of a tile, as prepared for its zoom; the box in whole numbers of that zoom's lattice.
-- What a subselect gives is unknown while the statement is planned, so one plan serves every
-- tile: to plan anew, as for the few rows of an overview, takes longer than to read them.
SELECT g.id, g.code, g.name, g.level, g.level_name, g.kind, g.leaf, d.id AS division,
       d.status = 'DRAFT' AS draft, g.colour, g.house_count AS houses,
       t.shape, ST_X(g.label_point) AS label_longitude, ST_Y(g.label_point) AS label_latitude
FROM division d
JOIN grid_tile t ON t.division_id = d.id AND t.zoom = (SELECT CAST(:zoom AS smallint))
                AND t.extent && (SELECT box(point(:west, :north), point(:east, :south)))
JOIN grid g ON g.id = t.grid_id
WHERE CASE WHEN CAST(:divisions AS bigint[]) IS NULL THEN is_shown(d, NULL) ELSE d.id = ANY (:divisions) END
  AND (d.status = 'PUBLISHED' OR :drafts)
ORDER BY g.level, g.id
