-- Leaf grids in force within :metres of each of some places, with whether the place lies in them, by code.
-- Parameters: :keys, :longitudes, :latitudes (arrays of one length), :metres
SELECT place.key, ST_Intersects(g.geom, p.point) AS holds, g.id, g.code, g.name, g.level, g.leaf, d.root_code
FROM unnest(CAST(:keys AS bigint[]), CAST(:longitudes AS double precision[]), CAST(:latitudes AS double precision[]))
  AS place (key, longitude, latitude)
CROSS JOIN LATERAL (SELECT ST_SetSRID(ST_MakePoint(place.longitude, place.latitude), 4490) AS point) p
-- As for one place.
JOIN grid g ON g.leaf AND g.geom && ST_Expand(p.point, 2 * :metres / 110000.0, :metres / 110000.0)
JOIN division d ON d.id = g.division_id AND d.status = 'PUBLISHED' AND d.valid @> now()
WHERE ST_Intersects(g.geom, p.point) OR ST_DWithin(g.geom::geography, p.point::geography, :metres)
ORDER BY place.key, g.code
