WITH wanted AS (
  SELECT search_line(ARRAY[:query]) AS exact, rtrim(search_line(ARRAY[:query]), E'\n') AS prefix
), found AS (
  (SELECT h.id, 0 AS rank
   FROM house h
   WHERE search_pairs(search_line(ARRAY[h.number, h.name, h.address] || h.aliases)) COLLATE "C"
           @> search_pairs(search_line(ARRAY[:query])) COLLATE "C"
     AND strpos(search_line(ARRAY[h.number, h.name, h.address] || h.aliases), (SELECT exact FROM wanted)) > 0
   LIMIT :limit)
  UNION ALL
  (SELECT h.id, 1
   FROM house h
   WHERE search_pairs(search_line(ARRAY[h.number, h.name, h.address] || h.aliases)) COLLATE "C"
           @> search_pairs(rtrim(search_line(ARRAY[:query]), E'\n')) COLLATE "C"
     AND strpos(search_line(ARRAY[h.number, h.name, h.address] || h.aliases), (SELECT prefix FROM wanted)) > 0
   LIMIT :candidates)
  UNION ALL
  (SELECT h.id, 2
   FROM house h
   WHERE search_pairs(search_line(ARRAY[h.number, h.name, h.address] || h.aliases)) COLLATE "C"
           @> (search_pairs(btrim(search_line(ARRAY[:first]), E'\n'))
             || search_pairs(btrim(search_line(ARRAY[:second]), E'\n'))
             || search_pairs(btrim(search_line(ARRAY[:third]), E'\n'))) COLLATE "C"
     AND strpos(search_line(ARRAY[h.number, h.name, h.address] || h.aliases), btrim(search_line(ARRAY[:first]), E'\n')) > 0
     AND strpos(search_line(ARRAY[h.number, h.name, h.address] || h.aliases), btrim(search_line(ARRAY[:second]), E'\n')) > 0
     AND strpos(search_line(ARRAY[h.number, h.name, h.address] || h.aliases), btrim(search_line(ARRAY[:third]), E'\n')) > 0
   LIMIT :candidates)
), best AS (
  SELECT h.id, min(found.rank) AS rank
  FROM found JOIN house h ON h.id = found.id
  GROUP BY h.id
  ORDER BY min(found.rank), length(h.number || h.name), h.number, h.id
  LIMIT :limit
)
SELECT h.id,
       best.rank,
       'house' AS type,
       coalesce(nullif(concat_ws(' · ', nullif(h.name, ''), nullif(h.number, '')), ''), h.address) AS title,
       h.address AS subtitle,
       ARRAY[ST_X(h.entrance), ST_Y(h.entrance)] AS point,
       ARRAY[ST_XMin(shape), ST_YMin(shape), ST_XMax(shape), ST_YMax(shape)] AS bounds,
       NULL::text AS formerly
FROM best
JOIN house h ON h.id = best.id
CROSS JOIN LATERAL (SELECT Box2D(coalesce(h.footprint, h.entrance)) AS shape) AS box
ORDER BY best.rank, length(h.number || h.name), h.number, h.id
