-- The grids of a table with what their borders say. Compactness as of plans: 1 for a circle. Parameter: :grids.
SELECT g.id, g.level_name, g.kind, g.leaf, g.area_square_metres,
       least(1, 4 * pi() * g.area_square_metres / nullif(ST_Perimeter(g.geom::geography) ^ 2, 0)) AS compactness,
       ARRAY[ST_XMin(g.geom), ST_YMin(g.geom), ST_XMax(g.geom), ST_YMax(g.geom)] AS bounds
FROM grid g
WHERE g.id = ANY (:grids)
