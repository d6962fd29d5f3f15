-- Roads of a tile from zoom 13. Parameters: west, south, east and north in metres, zoom.
SELECT id, name, kind, ST_AsBinary(geom_3857)
FROM road
WHERE geom_3857 && ST_MakeEnvelope(?, ?, ?, ?, 3857) AND min_zoom <= ?
ORDER BY min_zoom, id
