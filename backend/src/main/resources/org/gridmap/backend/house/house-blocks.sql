-- The houses of a cell of the quadtree of 3D tiles, put together. By form: WEIGHT tells how much lies in
-- each part of it, BOX what is around the houses of each part, UNION all they stand on, leaf by leaf, and
-- HULL what is around that. Bytes are what the houses would take one by one, those of the shape aside.
SELECT column_number, row_number, code, houses, bytes, height, highest, west, south, east, north, shape
FROM (
  SELECT column_number, row_number, grid_id, count(*)::integer AS houses, sum(bytes) AS bytes,
         round(CAST(avg(height) AS numeric), 2) AS height, max(height) AS highest,
         min(west) AS west, min(south) AS south, max(east) AS east, max(north) AS north,
         ST_AsBinary(coalesce(
           ST_Union(shape ORDER BY id) FILTER (WHERE CAST(:form AS text) = 'UNION'),
           ST_ConvexHull(ST_Collect(shape) FILTER (WHERE CAST(:form AS text) = 'HULL')),
           ST_Envelope(ST_Collect(shape) FILTER (WHERE CAST(:form AS text) = 'BOX')))) AS shape
  FROM (
    SELECT CASE WHEN CAST(:form AS text) IN ('WEIGHT', 'BOX')
             THEN floor(((west + east) / 2 + 180) / 360 * (1 << :part))::integer END AS column_number,
           CASE WHEN CAST(:form AS text) IN ('WEIGHT', 'BOX')
             THEN floor(((south + north) / 2 + 90) / 180 * (1 << :part))::integer END AS row_number,
           CASE WHEN CAST(:form AS text) IN ('UNION', 'HULL') THEN (
             SELECT hg.grid_id FROM house_grid hg
             WHERE hg.house_id = house.id AND hg.division_id = ANY (ARRAY(
               SELECT d.id FROM division d
               WHERE CASE WHEN CAST(:divisions AS bigint[]) IS NULL THEN is_shown(d, NULL)
                          ELSE d.id = ANY (CAST(:divisions AS bigint[])) END
                 AND (d.status = 'PUBLISHED' OR CAST(:drafts AS boolean))))
             ORDER BY hg.division_id LIMIT 1) END AS grid_id,
           id, bytes, height, west, south, east, north, shape
    FROM (
      SELECT id, height, shape,
             200 + 150 * ST_NPoints(shape) + octet_length(number) + octet_length(structure) AS bytes,
             ST_XMin(shape) AS west, ST_YMin(shape) AS south, ST_XMax(shape) AS east, ST_YMax(shape) AS north
      FROM house_bodies(:west, :south, :east, :north)) house
    WHERE floor(((west + east) / 2 + 180) / 360 * (1 << :level)) = :x
      AND floor(((south + north) / 2 + 90) / 180 * (1 << :level)) = :y) house
  GROUP BY column_number, row_number, grid_id) block
LEFT JOIN LATERAL (SELECT g.code FROM grid g WHERE g.id = block.grid_id) grid ON true
ORDER BY code NULLS LAST, column_number, row_number
