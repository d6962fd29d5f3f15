-- What the coverage doctor found in the divisions shown or in one division; or the one asked for.
-- People are told in tens, fewer than five not at all.
SELECT f.id,
       f.ordinal,
       f.kind,
       f.gap_kind,
       f.area_square_metres,
       CASE WHEN f.people >= 5 OR f.houses = 0 THEN (f.people + 5) / 10 * 10 END AS people,
       f.houses,
       f.grids,
       f.detail,
       f.approximate,
       f.division_id AS division,
       f.geom
FROM finding f
JOIN division d ON d.id = f.division_id
WHERE CAST(:drafts AS boolean)
  AND (f.id = CAST(:id AS bigint)
    OR (CAST(:id AS bigint) IS NULL
      AND (d.id = CAST(:division AS bigint) OR (CAST(:division AS bigint) IS NULL AND is_shown(d, NULL)))))
