-- Every house with the space to live in that the map shows: outline times floors, of which little is
-- lived in where the use is another. No parameters.
SELECT h.id, ST_X(h.entrance) AS lon, ST_Y(h.entrance) AS lat,
       greatest(1, round(coalesce(ST_Area(h.footprint_3857), 100) * greatest(coalesce(h.floors, 1), 1)
         * CASE WHEN h.use IN ('RESIDENTIAL', 'MIXED') THEN 1 WHEN h.use = 'COMMERCIAL' THEN 0.4 ELSE 0.1 END))::bigint
         AS living_square_metres
FROM house h
ORDER BY h.id
