-- The summed houses of a tile. Parameters: zoom, x, y.
SELECT cells FROM house_overview WHERE zoom = ?::smallint AND x = ? AND y = ?
