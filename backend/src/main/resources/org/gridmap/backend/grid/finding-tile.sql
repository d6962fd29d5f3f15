-- What the coverage doctor found in a tile, the gravest first. Parameters: west, south, east and
-- north in degrees, division (NULL: those that are shown) twice.
SELECT f.id, f.ordinal, f.kind, f.area_square_metres, f.people, f.houses,
       ST_AsBinary(f.geom), ST_X(f.place), ST_Y(f.place), d.id
FROM finding f
JOIN division d ON d.id = f.division_id
WHERE f.geom && ST_MakeEnvelope(?, ?, ?, ?, 4490)
  AND CASE WHEN ?::bigint IS NULL THEN d.shown ELSE d.id = ? END
ORDER BY f.division_id, f.ordinal
LIMIT 2000
