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
       g.house_count,
       ST_XMin(g.geom) AS west,
       ST_YMin(g.geom) AS south,
       ST_XMax(g.geom) AS east,
       ST_YMax(g.geom) AS north,
       ST_X(g.label_point) AS lon,
       ST_Y(g.label_point) AS lat,
       d.synthetic
FROM grid g
JOIN division d ON d.id = g.division_id
WHERE g.id = :id AND (d.status = 'PUBLISHED' OR CAST(:drafts AS boolean))
