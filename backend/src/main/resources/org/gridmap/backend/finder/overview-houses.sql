SELECT count(*) AS houses,
       coalesce(bool_or(h.synthetic), false) AS synthetic,
       ST_XMin(ST_Extent(h.entrance)) AS west,
       ST_YMin(ST_Extent(h.entrance)) AS south,
       ST_XMax(ST_Extent(h.entrance)) AS east,
       ST_YMax(ST_Extent(h.entrance)) AS north
FROM house h
