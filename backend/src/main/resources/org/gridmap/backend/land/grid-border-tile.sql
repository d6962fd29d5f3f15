-- Borders of a tile, as prepared for its zoom, those of a division and level in one row: a row for each
-- would take longer than to find it.
SELECT t.level, d.id AS division, d.status = 'DRAFT' AS draft, string_agg(t.shape, NULL) AS shape
FROM division d
JOIN grid_border_tile t ON t.division_id = d.id AND t.zoom = (SELECT CAST(:zoom AS smallint))
                       AND t.extent && (SELECT box(point(:west, :north), point(:east, :south)))
WHERE CASE WHEN CAST(:divisions AS bigint[]) IS NULL THEN is_shown(d, NULL) ELSE d.id = ANY (:divisions) END
  AND (d.status = 'PUBLISHED' OR :drafts)
GROUP BY d.id, t.level
ORDER BY d.id, t.level
