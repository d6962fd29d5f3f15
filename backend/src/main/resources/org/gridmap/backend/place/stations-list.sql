-- Stations, each parameter NULL for "any": :id, :grid (that grid and everything below it).
SELECT s.id, s.name, s.address, s.phone, s.opening_hours, s.walking_minutes, s.grid_code, s.version,
       ST_X(s.location) AS lon, ST_Y(s.location) AS lat, g.id AS grid_id, g.name AS grid_name
FROM station s
LEFT JOIN LATERAL (
  SELECT one.id, one.name
  FROM grid one
  JOIN division d ON d.id = one.division_id AND d.status = 'PUBLISHED' AND d.valid @> now()
  WHERE one.code = s.grid_code
  LIMIT 1) g ON true
WHERE (CAST(:id AS bigint) IS NULL OR s.id = CAST(:id AS bigint))
  AND (CAST(:grid AS bigint) IS NULL OR g.id IN (
    SELECT below.descendant_id FROM grid_closure below WHERE below.ancestor_id = CAST(:grid AS bigint)))
ORDER BY s.id
LIMIT 1000
