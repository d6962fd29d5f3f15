WITH wanted AS (
  SELECT search_line(ARRAY[:query]) AS exact,
         rtrim(search_line(ARRAY[:query]), E'\n') AS prefix,
         btrim(search_line(ARRAY[:query]), E'\n') AS part
), candidate AS (
  SELECT r.id, r.name, r.geom, search_line(ARRAY[r.name]) AS line
  FROM road r
  WHERE search_pairs(search_line(ARRAY[r.name])) COLLATE "C"
          @> search_pairs(btrim(search_line(ARRAY[:query]), E'\n')) COLLATE "C"
     OR search_pairs(search_line(ARRAY[r.name])) COLLATE "C"
          @> search_pairs(rtrim(search_line(ARRAY[:query]), E'\n')) COLLATE "C"
  LIMIT :candidates
), street AS (
  -- one street is many pieces of road with one name
  SELECT min(candidate.id) AS id, candidate.name, min(line) AS line, ST_Collect(geom) AS geom
  FROM candidate
  GROUP BY candidate.name
), ranked AS (
  SELECT street.id,
         street.name,
         street.geom,
         CASE WHEN strpos(line, exact) > 0 THEN 0 WHEN strpos(line, prefix) > 0 THEN 1 ELSE 2 END AS rank
  FROM street CROSS JOIN wanted
  WHERE strpos(line, part) > 0
  ORDER BY rank, length(street.name), street.name
  LIMIT :limit
)
SELECT ranked.id,
       ranked.rank,
       'road' AS type,
       ranked.name AS title,
       '' AS subtitle,
       ARRAY[ST_X(middle), ST_Y(middle)] AS point,
       ARRAY[ST_XMin(ranked.geom), ST_YMin(ranked.geom), ST_XMax(ranked.geom), ST_YMax(ranked.geom)] AS bounds,
       NULL::text AS formerly
FROM ranked
CROSS JOIN LATERAL (
  SELECT ST_ClosestPoint(ranked.geom, ST_Centroid(ST_Envelope(ranked.geom))) AS middle
) AS place
ORDER BY ranked.rank, length(ranked.name), ranked.name
