WITH RECURSIVE above AS (
  SELECT g.parent_id FROM grid g WHERE g.id = :id
  UNION
  SELECT g.parent_id FROM grid g JOIN above ON g.id = above.parent_id
)
SELECT g.id, g.code, g.name, g.level
FROM grid g
JOIN above ON g.id = above.parent_id
ORDER BY g.level
