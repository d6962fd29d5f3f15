-- Service stations in a box. Parameters: west, south, east, north in degrees.
SELECT s.grid_code, ST_X(s.location) AS lon, ST_Y(s.location) AS lat
FROM station s
WHERE s.location && ST_MakeEnvelope(:west, :south, :east, :north, 4490)
