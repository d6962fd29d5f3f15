-- Every grid in force, parents before their children.
SELECT g.id, g.parent_id, g.code, g.name, g.level, g.leaf
FROM grid g
JOIN division d ON d.id = g.division_id AND d.status = 'PUBLISHED' AND d.valid @> now()
ORDER BY g.level, g.code, g.id
