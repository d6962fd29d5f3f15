-- Every grid in force at a moment (now for NULL), parents before their children. Parameter: :at.
SELECT g.id, g.parent_id, g.code, g.name, g.level, g.leaf
FROM grid g
JOIN division d ON d.id = g.division_id AND d.status = 'PUBLISHED' AND d.valid @> coalesce(CAST(:at AS timestamptz), now())
ORDER BY g.level, g.code, g.id
