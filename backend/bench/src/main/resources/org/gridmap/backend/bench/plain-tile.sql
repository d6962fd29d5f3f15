-- The same tile in plain SQL, from the stored geometry, transformed in the query: what the prepared
-- copies are held against. It holds the same grids, labels and houses, but no borders, and above
-- zoom 14 no houses: those would have to be summed. Footprints are found by their entrances, whose
-- index is on the stored coordinates. Parameters: zoom, x, y, deepest level shown.
WITH tile AS MATERIALIZED (
  SELECT ST_TileEnvelope(z, x, y) AS env, ST_Transform(ST_TileEnvelope(z, x, y), 4490) AS box,
         z, deepest
  FROM (SELECT ?::int AS z, ?::int AS x, ?::int AS y, ?::int AS deepest) p)
SELECT coalesce((SELECT ST_AsMVT(t, 'grid', 4096, 'geom') FROM (
         SELECT g.id, g.code, g.name, g.level, g.level_name, g.kind, g.leaf, g.colour,
                g.house_count AS houses, g.division_id AS division,
                false AS draft,
                ST_AsMVTGeom(ST_Transform(g.geom, 3857), env, 4096, 0, true) AS geom
         FROM tile JOIN grid g ON g.geom && box AND g.level <= deepest) t), '')
    || coalesce((SELECT ST_AsMVT(t, 'grid_label', 4096, 'geom') FROM (
         SELECT g.id, g.code, g.name, g.level, g.level_name, g.kind, g.leaf,
                g.division_id AS division, false AS draft,
                ST_AsMVTGeom(ST_Transform(g.label_point, 3857), env, 4096, 0, true) AS geom
         FROM tile JOIN grid g ON g.geom && box AND g.level <= deepest) t), '')
    || coalesce((SELECT ST_AsMVT(t, 'house_point', 4096, 'geom') FROM (
         SELECT h.id, h.number, h.use, 1 AS count,
                ST_AsMVTGeom(ST_Transform(h.entrance, 3857), env, 4096, 0, true) AS geom
         FROM tile JOIN house h ON h.entrance && box WHERE z = 14) t), '')
    || coalesce((SELECT ST_AsMVT(t, 'house', 4096, 'geom') FROM (
         SELECT h.id, h.number, nullif(h.name, '') AS name, h.use, h.floors,
                h.height_metres AS height, g.code AS grid,
                ST_AsMVTGeom(ST_Transform(h.footprint, 3857), env, 4096, 0, true) AS geom
         FROM tile JOIN house h ON h.entrance && ST_Expand(box, 0.0003)
         LEFT JOIN house_grid hg ON hg.house_id = h.id LEFT JOIN grid g ON g.id = hg.grid_id
         WHERE z > 14) t), '')
