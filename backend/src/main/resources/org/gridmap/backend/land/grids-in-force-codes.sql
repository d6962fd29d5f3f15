-- Every code that means one of some grids today, with that grid.
SELECT code, min(grid_id) AS grid_id FROM codes_of_grids(CAST(:grids AS bigint[])) GROUP BY code
