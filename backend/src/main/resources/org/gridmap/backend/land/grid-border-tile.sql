-- Borders of a tile, as prepared for its zoom. Parameters as for grid-tile.sql.
SELECT t.shape, t.level, d.status = 'DRAFT', d.id
FROM division d
JOIN grid_border_tile t ON t.division_id = d.id AND t.zoom = (SELECT ?::smallint)
                       AND t.extent && (SELECT box(point(?, ?), point(?, ?)))
WHERE CASE WHEN ?::bigint[] IS NULL THEN is_shown(d, NULL) ELSE d.id = ANY (?) END AND (d.status = 'PUBLISHED' OR ?)
ORDER BY d.id, t.level, (t.extent[1])[0], (t.extent[1])[1], (t.extent[0])[0], (t.extent[0])[1], t.shape
