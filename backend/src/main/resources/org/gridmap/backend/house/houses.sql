-- Houses. The area is looked for in both shapes, because each has an index of its own.
SELECT h.id,
       h.number,
       h.address,
       h.name,
       h.aliases,
       h.use,
       h.structure,
       h.floors,
       h.height_metres,
       (SELECT g.code
        FROM house_grid hg
        JOIN grid g ON g.id = hg.grid_id
        JOIN division d ON d.id = hg.division_id
        WHERE hg.house_id = h.id AND is_shown(d, NULL) AND (d.status = 'PUBLISHED' OR CAST(:drafts AS boolean))
        ORDER BY d.status DESC, d.id
        LIMIT 1) AS grid,
       h.synthetic,
       h.attribution,
       coalesce(h.footprint, h.entrance) AS geom
FROM house h
WHERE (CAST(:grid AS bigint) IS NULL
    OR h.id IN (SELECT hg.house_id FROM house_grid hg JOIN division d ON d.id = hg.division_id
                WHERE hg.grid_id = CAST(:grid AS bigint)))
  AND (CAST(:area AS text) IS NULL
    OR ST_Intersects(h.footprint_3857, ST_Transform(ST_GeomFromText(CAST(:area AS text), 4490), 3857))
    OR (h.footprint IS NULL
      AND ST_Intersects(h.entrance, ST_GeomFromText(CAST(:area AS text), 4490))))
