-- Service stations in a box. Parameters: west, south, east, north in degrees.
SELECT s.grid_code, s.location
FROM station s
WHERE s.location && ST_MakeEnvelope(:west, :south, :east, :north, 4490)
