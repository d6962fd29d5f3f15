SELECT DISTINCT attribution
FROM (
  SELECT DISTINCT attribution FROM house
  UNION ALL
  SELECT DISTINCT attribution FROM road
  UNION ALL
  SELECT DISTINCT attribution FROM division
  WHERE shown AND (status = 'PUBLISHED' OR CAST(:drafts AS boolean))
) AS every
WHERE attribution <> ''
ORDER BY attribution
