SELECT count(*) AS count,
       coalesce(bool_or(h.synthetic), false) AS synthetic,
       CASE WHEN count(*) > 0 THEN
         ARRAY[ST_XMin(ST_Extent(h.entrance)), ST_YMin(ST_Extent(h.entrance)),
               ST_XMax(ST_Extent(h.entrance)), ST_YMax(ST_Extent(h.entrance))] END AS bounds
FROM house h
