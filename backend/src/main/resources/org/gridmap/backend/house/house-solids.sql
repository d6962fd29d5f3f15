-- The houses of a cell of the quadtree of 3D tiles, one by one, with what they stand on. Without a
-- footprint, or with one of more corners than are drawn, it is a box; heights are as the page draws them.
SELECT id, number, use, structure, floors, height, bases, heights, ST_AsBinary(shape) AS shape
FROM (
  SELECT h.id, h.number, h.use, h.structure, h.floors,
         CASE WHEN h.height_metres > 0 THEN h.height_metres WHEN h.floors > 0 THEN h.floors * 3 ELSE 6 END AS height,
         h.footprint IS NOT NULL AND ST_NPoints(h.footprint) <= 2000 AS bases,
         coalesce(h.height_metres > 0, false) AS heights,
         CASE WHEN h.footprint IS NULL THEN
                ST_Expand(h.entrance,
                  sqrt(coalesce(h.floor_area_square_metres / greatest(h.floors, 1), 80)) / 2
                    / (111320 * greatest(cos(radians(ST_Y(h.entrance))), 0.01)),
                  sqrt(coalesce(h.floor_area_square_metres / greatest(h.floors, 1), 80)) / 2 / 110900)
              WHEN ST_NPoints(h.footprint) <= 2000 THEN h.footprint
              ELSE ST_Envelope(h.footprint) END AS shape
  FROM house h,
       ST_Expand(ST_Transform(ST_MakeEnvelope(:west, :south, :east, :north, 4490), 3857), 1) AS box
  WHERE h.footprint_3857 && box OR (h.footprint IS NULL AND h.entrance_3857 && box)) house
WHERE floor(((ST_XMin(shape) + ST_XMax(shape)) / 2 + 180) / 360 * (1 << :level)) = :x
  AND floor(((ST_YMin(shape) + ST_YMax(shape)) / 2 + 90) / 180 * (1 << :level)) = :y
ORDER BY id
