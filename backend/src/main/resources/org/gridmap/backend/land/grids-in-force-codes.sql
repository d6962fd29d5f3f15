-- Every code that means one of some grids at a moment (now for NULL), with that grid. Parameters: :grids, :at.
SELECT code, min(grid_id) AS grid_id
FROM codes_of_grids(CAST(:grids AS bigint[]), coalesce(CAST(:at AS timestamptz), now()))
GROUP BY code
