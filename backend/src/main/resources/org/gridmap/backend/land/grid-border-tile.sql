-- Borders of a tile, as prepared for its zoom; parameters as for grid-tile.sql.
SELECT t.level, d.id AS division, d.status = 'DRAFT' AS draft, t.shape
FROM division d
JOIN grid_border_tile t ON t.division_id = d.id AND t.zoom = (SELECT CAST(:zoom AS smallint))
                       AND t.extent && (SELECT box(point(:west, :north), point(:east, :south)))
WHERE CASE WHEN CAST(:divisions AS bigint[]) IS NULL THEN is_shown(d, NULL) ELSE d.id = ANY (:divisions) END
  AND (d.status = 'PUBLISHED' OR :drafts)
ORDER BY d.id, t.level, (t.extent[1])[0], (t.extent[1])[1], (t.extent[0])[0], (t.extent[0])[1], t.shape
