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
       ARRAY[ST_X(f.place), ST_Y(f.place)] AS place,
       -- Four times 0 where the check stopped measuring and there is no shape.
       ARRAY[coalesce(ST_XMin(f.geom), 0), coalesce(ST_YMin(f.geom), 0),
             coalesce(ST_XMax(f.geom), 0), coalesce(ST_YMax(f.geom), 0)] AS bounds,
       ST_AsGeoJSON(ST_ForcePolygonCCW(f.geom), 8, 0) AS geometry
FROM finding f
WHERE f.division_id = :division
ORDER BY f.ordinal
LIMIT :limit OFFSET :offset
