SELECT g.id,
       g.code,
       g.name,
       g.level,
       g.level_name,
       g.kind,
       g.leaf,
       g.division_id,
       d.status = 'DRAFT' AS draft,
       g.area_square_metres,
       g.house_count AS houses,
       ARRAY[ST_XMin(g.geom), ST_YMin(g.geom), ST_XMax(g.geom), ST_YMax(g.geom)] AS bounds,
       ARRAY[ST_X(g.label_point), ST_Y(g.label_point)] AS label_point,
       d.synthetic
FROM grid g
JOIN division d ON d.id = g.division_id
WHERE g.id = :id AND (d.status = 'PUBLISHED' OR CAST(:drafts AS boolean))
