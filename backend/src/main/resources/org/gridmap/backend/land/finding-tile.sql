-- Findings of the coverage check in a tile, those that concern most people first; the box in
-- degrees. People are told in tens, fewer than five not at all.
SELECT f.id, f.ordinal, f.kind, f.area_square_metres,
       CASE WHEN f.people >= 5 OR f.houses = 0 THEN (f.people + 5) / 10 * 10 END AS people,
       f.houses, d.id AS division,
       ST_AsBinary(f.geom) AS shape, ST_X(f.place) AS longitude, ST_Y(f.place) AS latitude
FROM finding f
JOIN division d ON d.id = f.division_id
WHERE f.geom && ST_MakeEnvelope(:box, 4490)
  AND CASE WHEN CAST(:divisions AS bigint[]) IS NULL THEN is_shown(d, NULL) ELSE d.id = ANY (:divisions) END
  AND :drafts
ORDER BY f.division_id, f.ordinal
LIMIT 2000
