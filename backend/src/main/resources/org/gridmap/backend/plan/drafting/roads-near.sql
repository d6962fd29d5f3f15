-- Roads in a box as lines. Parameters: west, south, east, north.
SELECT r.name, r.kind, (ST_Dump(r.geom)).geom AS line
FROM road r
WHERE r.geom && ST_MakeEnvelope(:west, :south, :east, :north, 4490)
ORDER BY r.id
LIMIT 20000
