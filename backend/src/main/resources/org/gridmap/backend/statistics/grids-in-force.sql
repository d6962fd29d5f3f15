SELECT g.id, coalesce(g.parent_id, 0) AS parent_id, g.code, g.name, g.level, g.kind
FROM grid g JOIN division d ON d.id = g.division_id
WHERE d.status = 'PUBLISHED' AND d.valid @> coalesce(CAST(:at AS timestamptz), now())
ORDER BY g.level, g.code, g.id
