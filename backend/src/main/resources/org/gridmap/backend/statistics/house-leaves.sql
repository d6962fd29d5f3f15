SELECT hg.house_id, hg.grid_id
FROM division d JOIN house_grid hg ON hg.division_id = d.id
WHERE d.status = 'PUBLISHED' AND d.valid @> coalesce(CAST(:at AS timestamptz), now())
