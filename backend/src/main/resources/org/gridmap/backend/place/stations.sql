SELECT s.id,
       s.location AS geom,
       json_build_object(
         'name', s.name,
         'address', s.address,
         'phone', s.phone,
         'hours', s.opening_hours,
         'walkingMinutes', s.walking_minutes,
         'grid', s.grid_code
       ) AS properties
FROM station s
WHERE (CAST(:id AS bigint) IS NULL OR s.id = CAST(:id AS bigint))
  AND (CAST(:area AS text) IS NULL OR ST_Intersects(s.location, ST_GeomFromText(CAST(:area AS text), 4490)))
