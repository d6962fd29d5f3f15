-- The houses of a cell of the quadtree of 3D tiles, one by one, with what they stand on.
SELECT id, number, use, structure, floors, height, known_height, known_footprint, ST_AsBinary(shape) AS shape
FROM house_bodies(:west, :south, :east, :north)
WHERE floor(((ST_XMin(shape) + ST_XMax(shape)) / 2 + 180) / 360 * (1 << :level)) = :x
  AND floor(((ST_YMin(shape) + ST_YMax(shape)) / 2 + 90) / 180 * (1 << :level)) = :y
ORDER BY id
