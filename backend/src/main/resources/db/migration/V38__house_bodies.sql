-- The houses that meet a box in degrees, as 3D tiles draw them: what each stands on and how high it is. Without
-- a footprint, or with one of more corners than are drawn, it is a box; heights are as the page draws them. The
-- planner takes the body into the query that asks. Owner: house.
CREATE FUNCTION house_bodies(west double precision, south double precision, east double precision, north double precision)
  RETURNS TABLE (id bigint, number text, use text, structure text, floors integer, height double precision,
    known_height boolean, known_footprint boolean, shape geometry)
  LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT h.id, h.number, h.use, h.structure, CAST(h.floors AS integer),
         CAST(CASE WHEN h.height_metres > 0 THEN h.height_metres WHEN h.floors > 0 THEN h.floors * 3 ELSE 6 END
           AS double precision),
         coalesce(h.height_metres > 0, false),
         h.footprint IS NOT NULL AND ST_NPoints(h.footprint) <= 2000,
         CASE WHEN h.footprint IS NULL THEN
                ST_Expand(h.entrance,
                  sqrt(coalesce(h.floor_area_square_metres / greatest(h.floors, 1), 80)) / 2
                    / (111320 * greatest(cos(radians(ST_Y(h.entrance))), 0.01)),
                  sqrt(coalesce(h.floor_area_square_metres / greatest(h.floors, 1), 80)) / 2 / 110900)
              WHEN ST_NPoints(h.footprint) <= 2000 THEN h.footprint
              ELSE ST_Envelope(h.footprint) END
  FROM house h,
       ST_Expand(ST_Transform(ST_MakeEnvelope(west, south, east, north, 4490), 3857), 1) AS box
  WHERE h.footprint_3857 && box OR (h.footprint IS NULL AND h.entrance_3857 && box)
$$;
