-- Houses of a tile at zooms where they are drawn one by one: footprints whose boxes meet the tile,
-- and the entrances of houses without a footprint. Parameters: the tile's west, south, east and
-- north in metres and how many rows at most; the same five again; the divisions whose leaf grids
-- are joined by code (NULL: those shown) twice, and whether drafts are wanted. A house that lies in
-- grids of several divisions comes once for each, by number of the division.
SELECT h.id, h.number, h.name, h.use, h.floors, h.height_metres,
       h.footprint, h.x, h.y, g.code
FROM (
  (SELECT id, number, name, use, floors, height_metres,
          ST_AsBinary(footprint_3857) AS footprint, NULL::float8 AS x, NULL::float8 AS y
   FROM house WHERE footprint_3857 && ST_MakeEnvelope(?, ?, ?, ?, 3857) LIMIT ?)
  UNION ALL
  (SELECT id, number, name, use, floors, height_metres,
          NULL, ST_X(entrance_3857), ST_Y(entrance_3857)
   FROM house
   WHERE entrance_3857 && ST_MakeEnvelope(?, ?, ?, ?, 3857) AND footprint IS NULL LIMIT ?)
) h
LEFT JOIN house_grid hg
  ON hg.house_id = h.id
 AND hg.division_id = ANY (ARRAY(
       SELECT d.id FROM division d WHERE CASE WHEN ?::bigint[] IS NULL THEN is_shown(d, NULL) ELSE d.id = ANY (?) END
         AND (d.status = 'PUBLISHED' OR ?)))
LEFT JOIN grid g ON g.id = hg.grid_id
ORDER BY h.id, hg.division_id
