WITH RECURSIVE chain AS (
  SELECT g.id, g.code, g.name, g.level, g.parent_id, d.id AS division_id, d.status
  FROM house_grid hg
  JOIN division d ON d.id = hg.division_id
  JOIN grid g ON g.id = hg.grid_id
  WHERE hg.house_id = :id AND is_shown(d, NULL)
  UNION
  SELECT g.id, g.code, g.name, g.level, g.parent_id, chain.division_id, chain.status
  FROM grid g
  JOIN chain ON g.id = chain.parent_id
)
SELECT id, code, name, level
FROM chain
ORDER BY status DESC, division_id, level DESC
