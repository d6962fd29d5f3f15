SELECT g.level, mode() WITHIN GROUP (ORDER BY g.level_name) AS name, count(*) AS grids
FROM grid g
JOIN division d ON d.id = g.division_id
WHERE is_shown(d, CAST(:at AS timestamptz)) AND (d.status = 'PUBLISHED' OR CAST(:drafts AS boolean))
GROUP BY g.level
ORDER BY g.level
