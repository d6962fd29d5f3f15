-- Borders of a tile, as prepared for its zoom, those of a division and level in one row: a row for each
-- would take longer than to find it. Parameters as for grid-tile.sql.
SELECT string_agg(t.shape, NULL), t.level, d.status = 'DRAFT', d.id
FROM division d
JOIN grid_border_tile t ON t.division_id = d.id AND t.zoom = (SELECT ?::smallint)
                       AND t.extent && (SELECT box(point(?, ?), point(?, ?)))
WHERE CASE WHEN ?::bigint[] IS NULL THEN is_shown(d, NULL) ELSE d.id = ANY (?) END AND (d.status = 'PUBLISHED' OR ?)
GROUP BY d.id, t.level
ORDER BY d.id, t.level
