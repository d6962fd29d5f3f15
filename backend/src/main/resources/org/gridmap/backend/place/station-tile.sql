-- Stations of a tile. Parameters: west, south, east and north in metres.
SELECT id, name, walking_minutes, grid_code, ST_X(location_3857), ST_Y(location_3857)
FROM station
WHERE location_3857 && ST_MakeEnvelope(?, ?, ?, ?, 3857)
ORDER BY id
LIMIT 2000
