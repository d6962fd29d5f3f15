-- Roads and rivers in a box. Parameters: west, south, east, north in degrees.
SELECT r.geom
FROM road r
WHERE r.geom && ST_MakeEnvelope(:west, :south, :east, :north, 4490)
