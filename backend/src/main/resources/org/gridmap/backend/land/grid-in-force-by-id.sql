SELECT g.id, g.code, g.name, g.level, g.leaf, d.root_code
FROM grid g
JOIN division d ON d.id = g.division_id AND d.status = 'PUBLISHED' AND d.valid @> now()
WHERE g.id = :id
