SELECT coalesce(bool_or(r.synthetic), false) AS synthetic,
       ST_XMin(ST_Extent(r.geom)) AS west,
       ST_YMin(ST_Extent(r.geom)) AS south,
       ST_XMax(ST_Extent(r.geom)) AS east,
       ST_YMax(ST_Extent(r.geom)) AS north
FROM road r
