-- Posts of grids that are held today, with who holds them.
SELECT a.staff_id, s.name, a.role, a.grid_code
FROM assignment a JOIN staff s ON s.id = a.staff_id
WHERE a.grid_code IS NOT NULL AND a.valid @> (now() AT TIME ZONE 'Asia/Shanghai')::date
ORDER BY a.grid_code, a.role, a.staff_id
