SELECT f.id,
       f.ordinal,
       f.kind,
       f.gap_kind,
       f.area_square_metres,
       f.houses,
       CASE WHEN f.people >= 5 OR f.houses = 0 THEN (f.people + 5) / 10 * 10 END AS people,
       f.grids,
       f.detail,
       f.approximate,
       ST_X(f.place) AS lon,
       ST_Y(f.place) AS lat,
       ST_XMin(f.geom) AS west,
       ST_YMin(f.geom) AS south,
       ST_XMax(f.geom) AS east,
       ST_YMax(f.geom) AS north,
       ST_AsGeoJSON(ST_ForcePolygonCCW(f.geom), 8, 0) AS geometry
FROM finding f
WHERE f.division_id = :division
ORDER BY f.ordinal
LIMIT :limit OFFSET :offset
