-- Leaf grids in force within :metres of a place, with whether it lies in them, by code. For one place by itself,
-- because a statement with arrays is planned anew each time. Parameters: :longitude, :latitude, :metres
SELECT ST_Intersects(g.geom, p.point) AS holds, g.id, g.code, g.name, g.level, g.leaf, d.root_code
FROM grid g
JOIN division d ON d.id = g.division_id AND d.status = 'PUBLISHED' AND d.valid @> now()
CROSS JOIN LATERAL (SELECT ST_SetSRID(ST_MakePoint(:longitude, :latitude), 4490) AS point) p
WHERE g.leaf
  -- A degree of longitude is shorter than one of latitude; twice the width is enough to 60 degrees.
  AND g.geom && ST_Expand(p.point, 2 * :metres / 110000.0, :metres / 110000.0)
  AND ST_DWithin(g.geom::geography, p.point::geography, :metres)
ORDER BY g.code
