SELECT g.id, coalesce(g.parent_id, 0) AS parent_id, g.name, g.level, g.leaf, d.root_code
FROM grid_closure c JOIN grid g ON g.id = c.descendant_id JOIN division d ON d.id = g.division_id
WHERE c.ancestor_id = :grid
ORDER BY g.level, g.code
