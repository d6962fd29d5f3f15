-- Findings of the coverage check in a tile, those that concern most people first. Parameters: west,
-- south, east and north in degrees, divisions (NULL: those that are shown) twice, whether drafts
-- are wanted. People are told in tens, fewer than five not at all.
SELECT f.id, f.ordinal, f.kind, f.area_square_metres, CASE WHEN f.people >= 5 OR f.houses = 0 THEN (f.people + 5) / 10 * 10 END, f.houses,
       ST_AsBinary(f.geom), ST_X(f.place), ST_Y(f.place), d.id
FROM finding f
JOIN division d ON d.id = f.division_id
WHERE f.geom && ST_MakeEnvelope(?, ?, ?, ?, 4490)
  AND CASE WHEN ?::bigint[] IS NULL THEN is_shown(d, NULL) ELSE d.id = ANY (?) END AND ?
ORDER BY f.division_id, f.ordinal
LIMIT 2000
