SELECT g.id, g.code, g.name, g.level, g.leaf, d.root_code
FROM grid g
JOIN division d ON d.id = g.division_id AND d.status = 'PUBLISHED' AND d.valid @> now()
WHERE g.leaf
  AND ST_Intersects(g.geom, ST_SetSRID(ST_MakePoint(:longitude, :latitude), 4490))
ORDER BY g.code
LIMIT 1
