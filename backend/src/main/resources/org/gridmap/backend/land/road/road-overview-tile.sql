-- Main roads of a tile up to zoom 12, where few are drawn: they have an index of their own.
-- Parameters: west, south, east and north in metres, zoom.
SELECT id, name, kind, ST_AsBinary(geom_3857)
FROM road
WHERE geom_3857 && ST_MakeEnvelope(?, ?, ?, ?, 3857) AND min_zoom <= 12 AND min_zoom <= ?
ORDER BY min_zoom, id
LIMIT 5000
