SELECT g.id, g.code, g.name, g.level, g.leaf, d.root_code
FROM grids_of_code(:code) AS today (id)
JOIN grid g ON g.id = today.id
JOIN division d ON d.id = g.division_id
ORDER BY g.code, g.id
