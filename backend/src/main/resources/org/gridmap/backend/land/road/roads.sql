-- Roads.
SELECT id, name, kind, synthetic, attribution, min_zoom, geom, geom_3857
FROM road
