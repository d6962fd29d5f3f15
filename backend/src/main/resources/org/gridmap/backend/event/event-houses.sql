-- Counts of the events in some grids by house, where one is meant, as they were at a moment (now for NULL).
-- Parameters: :at, :codes (codes of the grids), :categories, :departments, :urgencies, :step, :from, :until (of the
-- reports, each NULL for any)
SELECT e.house_id, count(*) FILTER (WHERE NOT e.closed) AS open, count(*) FILTER (WHERE e.supervised) AS supervised,
       count(*) FILTER (WHERE NOT e.closed AND e.overdue) AS overdue,
       count(*) FILTER (WHERE e.closed) AS closed
FROM events_at(CAST(:at AS timestamptz)) e
WHERE e.grid_code = ANY (CAST(:codes AS text[])) AND e.house_id IS NOT NULL
  AND (CAST(:categories AS text[]) IS NULL OR e.category = ANY (CAST(:categories AS text[])))
  AND (CAST(:departments AS text[]) IS NULL OR e.department = ANY (CAST(:departments AS text[])))
  AND (CAST(:urgencies AS text[]) IS NULL OR e.urgency = ANY (CAST(:urgencies AS text[])))
  AND (CAST(:step AS text) IS NULL OR e.step = CAST(:step AS text))
  AND (CAST(:from AS timestamptz) IS NULL OR e.reported_at >= CAST(:from AS timestamptz))
  AND (CAST(:until AS timestamptz) IS NULL OR e.reported_at < CAST(:until AS timestamptz))
GROUP BY e.house_id
