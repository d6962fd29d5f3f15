-- Stations, each parameter NULL for "any": :id, :grid (that grid and everything below it). And
-- :metresAMinute.
SELECT s.id, s.name, s.address, s.phone, s.opening_hours AS hours,
       s.walking_minutes, s.walking_minutes * :metresAMinute AS walking_metres, s.grid_code, s.version,
       ARRAY[ST_X(s.location), ST_Y(s.location)] AS point, g.id AS grid_id, g.name AS grid_name
FROM station s
LEFT JOIN LATERAL (
  -- a station of a grid that was divided since serves all its parts; the one it stands in comes first
  SELECT one.id, one.name
  FROM grids_of_code(s.grid_code) AS today (id)
  JOIN grid one ON one.id = today.id
  ORDER BY ST_Intersects(one.geom, s.location) DESC, one.code
  LIMIT 1) g ON true
WHERE (CAST(:id AS bigint) IS NULL OR s.id = CAST(:id AS bigint))
  AND (CAST(:grid AS bigint) IS NULL OR EXISTS (
    SELECT FROM grid_closure below
    WHERE below.ancestor_id = CAST(:grid AS bigint) AND below.descendant_id IN (SELECT grids_of_code(s.grid_code))))
ORDER BY s.id
LIMIT 1000
