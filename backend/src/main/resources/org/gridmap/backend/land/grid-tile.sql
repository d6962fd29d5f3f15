-- Grids of a tile, as prepared for its zoom. Parameters: zoom, west, north, east and south edge on
-- the lattice of the zoom, divisions (NULL: those that are shown) twice, whether drafts are
-- wanted. What a subselect gives is unknown while the statement is planned, so one plan serves every
-- tile: to plan anew, as for the few rows of an overview, takes longer than to read them.
SELECT t.shape, g.id, g.code, g.name, g.level, g.level_name, g.kind, g.leaf, g.colour,
       g.house_count, ST_X(g.label_point), ST_Y(g.label_point),
       d.id, d.status = 'DRAFT'
FROM division d
JOIN grid_tile t ON t.division_id = d.id AND t.zoom = (SELECT ?::smallint)
                AND t.extent && (SELECT box(point(?, ?), point(?, ?)))
JOIN grid g ON g.id = t.grid_id
WHERE CASE WHEN ?::bigint[] IS NULL THEN is_shown(d, NULL) ELSE d.id = ANY (?) END AND (d.status = 'PUBLISHED' OR ?)
ORDER BY g.level, g.id
