-- Emergency resources, each parameter NULL for "any": :id, :grid (that grid and everything below it), :kind.
SELECT r.id, r.kind, r.name, r.quantity, r.checked_on, r.house_id, coalesce(g.code, r.grid_code) AS grid_code, r.version,
       ARRAY[ST_X(r.location), ST_Y(r.location)] AS point, g.id AS grid_id, g.name AS grid_name
FROM emergency_resource r
LEFT JOIN LATERAL (
  -- where it stands, whatever the land was called when it was put there
  SELECT one.id, one.code, one.name
  FROM grid one
  JOIN division d ON d.id = one.division_id AND d.status = 'PUBLISHED' AND d.valid @> now()
  WHERE one.leaf AND ST_Intersects(one.geom, r.location)
  ORDER BY one.code
  LIMIT 1) g ON true
WHERE (CAST(:id AS bigint) IS NULL OR r.id = CAST(:id AS bigint))
  AND (CAST(:kind AS text) IS NULL OR r.kind = CAST(:kind AS text))
  AND (CAST(:grid AS bigint) IS NULL OR g.id IN (
    SELECT below.descendant_id FROM grid_closure below WHERE below.ancestor_id = CAST(:grid AS bigint)))
ORDER BY r.id
LIMIT 1000
