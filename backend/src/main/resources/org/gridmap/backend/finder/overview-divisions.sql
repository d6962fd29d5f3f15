SELECT d.id,
       d.name,
       d.root_code,
       d.status,
       is_shown(d, CAST(:at AS timestamptz)) AS shown,
       d.synthetic,
       d.attribution,
       (SELECT count(*) FROM grid g WHERE g.division_id = d.id) AS grids,
       coalesce(root.houses, 0) AS houses,
       (SELECT count(*) FROM finding f WHERE f.division_id = d.id) AS findings,
       root.name AS root_name,
       CASE WHEN root.west IS NOT NULL THEN
         ARRAY[root.west, root.south, root.east, root.north] END AS bounds,
       false AS may_plan
FROM division d
LEFT JOIN LATERAL (
  SELECT CASE WHEN count(*) = 1 THEN min(g.name) END AS name,
         sum(g.house_count) AS houses,
         min(ST_XMin(g.geom)) AS west,
         min(ST_YMin(g.geom)) AS south,
         max(ST_XMax(g.geom)) AS east,
         max(ST_YMax(g.geom)) AS north
  FROM grid g
  WHERE g.division_id = d.id AND g.parent_id IS NULL
) AS root ON true
WHERE d.status = 'PUBLISHED' OR CAST(:drafts AS boolean)
-- An area keeps its place when it is divided anew.
ORDER BY shown DESC, d.status DESC, min(d.id) OVER (PARTITION BY d.root_code), d.id
