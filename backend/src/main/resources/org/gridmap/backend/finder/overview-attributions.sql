SELECT DISTINCT attribution
FROM (
  SELECT DISTINCT attribution FROM house
  UNION ALL
  SELECT DISTINCT attribution FROM road
  UNION ALL
  SELECT DISTINCT d.attribution FROM division d
  WHERE is_shown(d, CAST(:at AS timestamptz)) AND (d.status = 'PUBLISHED' OR CAST(:drafts AS boolean))
) AS every
WHERE attribution <> ''
ORDER BY attribution
