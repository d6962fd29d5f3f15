-- Grids of the divisions shown, of one division, or of those in force at a time; or the one asked for.
SELECT g.id,
       g.code,
       g.name,
       p.code AS parent_code,
       g.level,
       g.level_name,
       g.kind,
       g.leaf,
       g.colour,
       g.division_id AS division,
       d.status = 'DRAFT' AS draft,
       g.area_square_metres,
       g.house_count AS houses,
       d.synthetic,
       g.geom
FROM grid g
JOIN division d ON d.id = g.division_id
LEFT JOIN grid p ON p.id = g.parent_id
WHERE (d.status = 'PUBLISHED' OR CAST(:drafts AS boolean))
  AND (g.id = CAST(:id AS bigint)
    OR (CAST(:id AS bigint) IS NULL
      AND (d.id = CAST(:division AS bigint) OR (CAST(:division AS bigint) IS NULL
        AND CASE WHEN CAST(:during AS tstzrange) IS NULL THEN is_shown(d, NULL) ELSE d.valid && CAST(:during AS tstzrange) END))))
  AND (CAST(:level AS bigint) IS NULL OR g.level = CAST(:level AS bigint))
