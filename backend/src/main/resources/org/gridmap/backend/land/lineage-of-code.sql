-- The rows of lineage that lead to or from a code, over any number of divisions. Parameter: :code.
WITH RECURSIVE past AS (
  SELECT l.division_id, l.from_code, l.to_code, l.kind
  FROM grid_lineage l WHERE l.to_code = :code
  UNION
  SELECT l.division_id, l.from_code, l.to_code, l.kind
  FROM grid_lineage l JOIN past p ON l.to_code = p.from_code
), future AS (
  SELECT l.division_id, l.from_code, l.to_code, l.kind
  FROM grid_lineage l WHERE l.from_code = :code
  UNION
  SELECT l.division_id, l.from_code, l.to_code, l.kind
  FROM grid_lineage l JOIN future f ON l.from_code = f.to_code
), every AS (
  SELECT * FROM past UNION SELECT * FROM future
)
SELECT e.from_code AS from, e.to_code AS to, e.kind, lower(d.valid) AS at
FROM every e
JOIN division d ON d.id = e.division_id AND lower(d.valid) <= now()
ORDER BY at, e.from_code, e.to_code
