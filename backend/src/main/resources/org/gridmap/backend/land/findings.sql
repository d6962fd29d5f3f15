SELECT f.id,
       f.geom,
       json_build_object(
         'ordinal', f.ordinal,
         'kind', f.kind,
         'gapKind', f.gap_kind,
         'areaSquareMetres', f.area_square_metres,
         'houses', f.houses,
         'people', CASE WHEN f.people >= 5 OR f.houses = 0 THEN (f.people + 5) / 10 * 10 END,
         'grids', f.grids,
         'detail', f.detail,
         'approximate', f.approximate,
         'division', f.division_id
       ) AS properties
FROM finding f
JOIN division d ON d.id = f.division_id
WHERE CAST(:drafts AS boolean)
  AND (f.id = CAST(:id AS bigint)
    OR (CAST(:id AS bigint) IS NULL
      AND (d.id = CAST(:division AS bigint) OR (CAST(:division AS bigint) IS NULL AND is_shown(d, NULL)))))
  AND (CAST(:area AS text) IS NULL OR ST_Intersects(f.geom, ST_GeomFromText(CAST(:area AS text), 4490)))
