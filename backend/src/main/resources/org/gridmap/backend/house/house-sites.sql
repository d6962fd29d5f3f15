SELECT h.id, h.source_id, h.entrance, leaf.id AS grid_id, leaf.code AS grid_code,
       leaf.root_code AS village_code
FROM house h
LEFT JOIN LATERAL (
  SELECT g.id, g.code, d.root_code
  FROM house_grid hg
  JOIN division d ON d.id = hg.division_id AND d.status = 'PUBLISHED' AND d.valid @> now()
  JOIN grid g ON g.id = hg.grid_id
  WHERE hg.house_id = h.id
  ORDER BY d.id
  LIMIT 1) leaf ON true
WHERE (CAST(:id AS bigint) IS NULL OR h.id = CAST(:id AS bigint))
  AND (CAST(:source AS text) IS NULL OR h.source = CAST(:source AS text))
  AND (CAST(:id AS bigint) IS NOT NULL OR CAST(:source AS text) IS NOT NULL)
ORDER BY h.id
