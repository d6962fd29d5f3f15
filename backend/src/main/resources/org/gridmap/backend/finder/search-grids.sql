WITH wanted AS (
  SELECT search_line(ARRAY[:query]) AS exact,
         rtrim(search_line(ARRAY[:query]), E'\n') AS prefix,
         ltrim(search_line(ARRAY[:query]), E'\n') AS tail,
         btrim(search_line(ARRAY[:query]), E'\n') AS part
), replaced AS (
  -- grids of today for a code that a redraw replaced
  SELECT grids_of_code(upper(btrim(:query))) AS id
), candidate AS (
  SELECT g.id, g.code, g.name, g.level, search_line(ARRAY[g.code, g.name]) AS line
  FROM grid g
  JOIN division d ON d.id = g.division_id
  WHERE (CAST(:division AS bigint) = d.id OR (CAST(:division AS bigint) IS NULL AND is_shown(d, NULL)))
    AND (d.status = 'PUBLISHED' OR CAST(:drafts AS boolean)
      -- whoever asks for roles has to find the area of a first import
      OR (CAST(:areas AS boolean) AND g.parent_id IS NULL))
    AND (search_pairs(search_line(ARRAY[g.code, g.name])) COLLATE "C"
           @> search_pairs(btrim(search_line(ARRAY[:query]), E'\n')) COLLATE "C"
      -- one character makes no pair; it still begins or ends a word
      OR search_pairs(search_line(ARRAY[g.code, g.name])) COLLATE "C"
           @> search_pairs(rtrim(search_line(ARRAY[:query]), E'\n')) COLLATE "C"
      OR search_pairs(search_line(ARRAY[g.code, g.name])) COLLATE "C"
           @> search_pairs(ltrim(search_line(ARRAY[:query]), E'\n')) COLLATE "C")
), ranked AS (
  SELECT candidate.id,
         CASE WHEN strpos(line, exact) > 0 THEN 0
              WHEN strpos(line, prefix) > 0 OR strpos(line, tail) > 0 THEN 1
              ELSE 2 END AS rank,
         candidate.level,
         candidate.code,
         NULL AS formerly
  FROM candidate CROSS JOIN wanted
  WHERE strpos(line, part) > 0
  UNION ALL
  SELECT g.id, 0, g.level, g.code, nullif(upper(btrim(:query)), g.code)
  FROM replaced JOIN grid g ON g.id = replaced.id
  WHERE CAST(:division AS bigint) IS NULL
), best AS (
  SELECT id, min(rank) AS rank, level, code, max(formerly) AS formerly
  FROM ranked
  GROUP BY id, level, code
  ORDER BY rank, level, code
  LIMIT :limit
)
SELECT g.id,
       best.rank,
       'grid' AS type,
       g.code AS title,
       concat_ws(' · ', nullif(g.name, ''), nullif(g.level_name, '')) AS subtitle,
       ARRAY[ST_X(g.label_point), ST_Y(g.label_point)] AS point,
       ARRAY[ST_XMin(g.geom), ST_YMin(g.geom), ST_XMax(g.geom), ST_YMax(g.geom)] AS bounds,
       best.formerly
FROM best
JOIN grid g ON g.id = best.id
ORDER BY best.rank, best.level, best.code
