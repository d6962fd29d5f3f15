SELECT g.id, g.code, g.name, g.level
FROM grid g
WHERE g.parent_id = :id
ORDER BY g.code
