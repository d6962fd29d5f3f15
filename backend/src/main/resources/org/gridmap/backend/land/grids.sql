SELECT g.id,
       g.geom,
       json_build_object(
         'code', g.code,
         'name', g.name,
         'parentCode', p.code,
         'level', g.level,
         'levelName', g.level_name,
         'kind', g.kind,
         'leaf', g.leaf,
         'colour', g.colour,
         'division', g.division_id,
         'draft', d.status = 'DRAFT',
         'areaSquareMetres', g.area_square_metres,
         'houses', g.house_count,
         'synthetic', d.synthetic
       ) AS properties
FROM grid g
JOIN division d ON d.id = g.division_id
LEFT JOIN grid p ON p.id = g.parent_id
WHERE (d.status = 'PUBLISHED' OR CAST(:drafts AS boolean))
  AND (g.id = CAST(:id AS bigint)
    OR (CAST(:id AS bigint) IS NULL
      AND (d.id = CAST(:division AS bigint) OR (CAST(:division AS bigint) IS NULL
        AND CASE WHEN CAST(:during AS tstzrange) IS NULL THEN is_shown(d, NULL) ELSE d.valid && CAST(:during AS tstzrange) END))))
  AND (CAST(:level AS bigint) IS NULL OR g.level = CAST(:level AS bigint))
  AND (CAST(:area AS text) IS NULL OR ST_Intersects(g.geom, ST_GeomFromText(CAST(:area AS text), 4490)))
