SELECT r.id,
       r.geom,
       json_build_object(
         'name', r.name,
         'kind', r.kind,
         'synthetic', r.synthetic,
         'attribution', r.attribution
       ) AS properties
FROM road r
WHERE (CAST(:id AS bigint) IS NULL OR r.id = CAST(:id AS bigint))
  AND (CAST(:area AS text) IS NULL OR ST_Intersects(r.geom, ST_GeomFromText(CAST(:area AS text), 4490)))
