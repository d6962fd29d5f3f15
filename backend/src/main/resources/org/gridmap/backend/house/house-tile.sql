-- Houses of a tile at zooms where they are drawn one by one: footprints whose boxes meet the tile,
-- and the entrances of houses without a footprint; of each so many rows at most. A house that lies
-- in grids of several divisions comes once for each, by number of the division.
SELECT h.id, h.number, h.name, h.use, h.floors, h.height_metres, g.code AS grid,
       h.footprint, h.x, h.y
FROM (
  (SELECT id, number, nullif(name, '') AS name, use, floors, height_metres,
          ST_AsBinary(footprint_3857) AS footprint, NULL::float8 AS x, NULL::float8 AS y
   FROM house WHERE footprint_3857 && ST_MakeEnvelope(:box, 3857) LIMIT :most)
  UNION ALL
  (SELECT id, number, nullif(name, ''), use, floors, height_metres,
          NULL, ST_X(entrance_3857), ST_Y(entrance_3857)
   FROM house
   WHERE entrance_3857 && ST_MakeEnvelope(:box, 3857) AND footprint IS NULL LIMIT :most)
) h
LEFT JOIN house_grid hg
  ON hg.house_id = h.id
 AND hg.division_id = ANY (ARRAY(
       SELECT d.id FROM division d
       WHERE CASE WHEN CAST(:divisions AS bigint[]) IS NULL THEN is_shown(d, NULL) ELSE d.id = ANY (:divisions) END
         AND (d.status = 'PUBLISHED' OR :drafts)))
LEFT JOIN grid g ON g.id = hg.grid_id
ORDER BY h.id, hg.division_id
