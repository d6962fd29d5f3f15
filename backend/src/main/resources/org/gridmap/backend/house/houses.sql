SELECT h.id,
       coalesce(h.footprint, h.entrance) AS geom,
       json_build_object(
         'number', h.number,
         'address', h.address,
         'name', h.name,
         'aliases', h.aliases,
         'use', h.use,
         'structure', h.structure,
         'floors', h.floors,
         'heightMetres', h.height_metres,
         'grid', (
           SELECT g.code
           FROM house_grid hg
           JOIN grid g ON g.id = hg.grid_id
           JOIN division d ON d.id = hg.division_id
           WHERE hg.house_id = h.id AND is_shown(d, NULL) AND (d.status = 'PUBLISHED' OR CAST(:drafts AS boolean))
           ORDER BY d.status DESC, d.id
           LIMIT 1),
         'synthetic', h.synthetic,
         'attribution', h.attribution
       ) AS properties
FROM house h
WHERE (CAST(:id AS bigint) IS NULL OR h.id = CAST(:id AS bigint))
  AND (CAST(:grid AS bigint) IS NULL
    OR h.id IN (SELECT hg.house_id FROM house_grid hg WHERE hg.grid_id = CAST(:grid AS bigint)))
  AND (CAST(:area AS text) IS NULL
    OR ST_Intersects(h.footprint_3857, ST_Transform(ST_GeomFromText(CAST(:area AS text), 4490), 3857))
    OR (h.footprint IS NULL
      AND ST_Intersects(h.entrance, ST_GeomFromText(CAST(:area AS text), 4490))))
