-- Events that the caller sees and that fit a filter, each part of it NULL for any; one row without an event if
-- there are none. total counts them all, whatever the page.
-- Parameters: :codes (codes of his grids), :account, :states, :urgencies, :categories, :gridCodes, :departments,
-- :step, :from, :until, :area (well-known text), :afterAt and :afterId (the last one of the page before),
-- :openFirst, :limit
WITH matching AS NOT MATERIALIZED (
  SELECT e.id, e.number, e.category, e.urgency, e.step, e.supervised, e.overdue, e.closed, e.location, e.house_id,
         e.grid_code, e.grid_name, e.department, e.reported_at, e.due_at, e.closed_at, e.version
  FROM event e
  WHERE (e.grid_code = ANY (CAST(:codes AS text[])) OR e.other_grid_code = ANY (CAST(:codes AS text[]))
         OR e.left_grid_code = ANY (CAST(:codes AS text[]))
         OR e.owner_grid_code <> e.grid_code AND e.owner_grid_code = ANY (CAST(:codes AS text[]))
         OR e.reporter_id = :account AND NOT e.by_program)
    AND (CAST(:states AS text[]) IS NULL
         OR ('OPEN' = ANY (CAST(:states AS text[])) AND e.closed IS NULL)
         OR ('SUPERVISED' = ANY (CAST(:states AS text[])) AND e.supervised)
         OR ('OVERDUE' = ANY (CAST(:states AS text[])) AND e.closed IS NULL AND e.overdue)
         OR ('CLOSED' = ANY (CAST(:states AS text[])) AND e.closed IS NOT NULL))
    AND (CAST(:urgencies AS text[]) IS NULL OR e.urgency = ANY (CAST(:urgencies AS text[])))
    AND (CAST(:categories AS text[]) IS NULL OR e.category = ANY (CAST(:categories AS text[])))
    AND (CAST(:gridCodes AS text[]) IS NULL OR e.grid_code = ANY (CAST(:gridCodes AS text[])))
    AND (CAST(:departments AS text[]) IS NULL OR e.department = ANY (CAST(:departments AS text[])))
    AND (CAST(:step AS text) IS NULL OR e.step = CAST(:step AS text))
    AND (CAST(:from AS timestamptz) IS NULL OR e.reported_at >= CAST(:from AS timestamptz))
    AND (CAST(:until AS timestamptz) IS NULL OR e.reported_at < CAST(:until AS timestamptz))
    AND (CAST(:area AS text) IS NULL OR ST_Intersects(e.location, ST_GeomFromText(CAST(:area AS text), 4490)))
), page AS (
  SELECT m.* FROM matching m
  WHERE CAST(:afterId AS bigint) IS NULL
     OR (m.reported_at, m.id) < (CAST(:afterAt AS timestamptz), CAST(:afterId AS bigint))
  ORDER BY CASE WHEN :openFirst THEN m.closed IS NOT NULL END, m.reported_at DESC, m.id DESC
  LIMIT :limit
)
SELECT t.total, p.*
FROM (SELECT count(*) AS total FROM matching) t
LEFT JOIN page p ON true
ORDER BY CASE WHEN :openFirst THEN p.closed IS NOT NULL END, p.reported_at DESC, p.id DESC
