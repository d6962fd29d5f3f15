SELECT (SELECT count(*) FROM finding f WHERE f.division_id = d.id)
FROM division d
WHERE d.id = :division
