SELECT r.id,
       r.location AS geom,
       json_build_object(
         'kind', r.kind,
         'name', r.name,
         'quantity', r.quantity,
         'checkedOn', r.checked_on,
         'house', r.house_id,
         'grid', r.grid_code
       ) AS properties
FROM emergency_resource r
WHERE (CAST(:id AS bigint) IS NULL OR r.id = CAST(:id AS bigint))
  AND (CAST(:area AS text) IS NULL OR ST_Intersects(r.location, ST_GeomFromText(CAST(:area AS text), 4490)))
