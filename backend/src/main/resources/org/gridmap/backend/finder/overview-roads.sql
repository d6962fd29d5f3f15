SELECT count(*) AS count,
       coalesce(bool_or(r.synthetic), false) AS synthetic,
       CASE WHEN count(*) > 0 THEN
         ARRAY[ST_XMin(ST_Extent(r.geom)), ST_YMin(ST_Extent(r.geom)),
               ST_XMax(ST_Extent(r.geom)), ST_YMax(ST_Extent(r.geom))] END AS bounds
FROM road r
