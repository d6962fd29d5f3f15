-- Leads and officers of grids today, by the code that the post names.
SELECT DISTINCT a.grid_code, a.role
FROM assignment a
WHERE a.grid_code IS NOT NULL AND a.role IN ('GRID_LEAD', 'GRID_OFFICER')
  AND a.valid @> (now() AT TIME ZONE 'Asia/Shanghai')::date
