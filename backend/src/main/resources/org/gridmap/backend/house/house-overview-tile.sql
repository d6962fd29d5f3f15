-- The summed houses of a tile, by its zoom, column and row.
SELECT cells FROM house_overview WHERE zoom = CAST(:zoom AS smallint) AND x = :x AND y = :y
