-- Houses in a box. Parameters: west, south, east, north.
SELECT h.id, ST_X(h.entrance) AS lon, ST_Y(h.entrance) AS lat
FROM house h
WHERE h.entrance && ST_MakeEnvelope(:west, :south, :east, :north, 4490)
ORDER BY h.id
