SELECT a.id, a.staff_id, a.role, a.grid_code, a.house_id, lower(a.valid) AS from_day, upper(a.valid) - 1 AS until_day
FROM assignment a
WHERE a.staff_id = ANY (CAST(:staff AS bigint[]))
ORDER BY lower(a.valid) DESC, a.id DESC
