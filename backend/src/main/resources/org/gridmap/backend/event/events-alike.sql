-- Open events of the category of an event that were reported near it within a week, the nearest first.
-- Parameters: :event, :codes, :account, :metres, :limit
SELECT e.id, e.number, e.category, e.urgency, e.step, e.supervised, e.overdue, false AS closed, e.location, e.house_id,
       e.grid_code, e.grid_name, e.department, e.reported_at, e.due_at, e.closed_at, e.version
FROM event one
JOIN event e ON e.category = one.category AND e.id <> one.id AND e.closed IS NULL
  AND e.location && ST_Expand(one.location, 2 * :metres / 110000.0, :metres / 110000.0)
  AND ST_DWithin(e.location::geography, one.location::geography, :metres)
  AND e.reported_at BETWEEN one.reported_at - interval '7 days' AND one.reported_at + interval '7 days'
WHERE one.id = :event
  AND (e.grid_code = ANY (CAST(:codes AS text[])) OR e.other_grid_code = ANY (CAST(:codes AS text[]))
       OR e.left_grid_code = ANY (CAST(:codes AS text[]))
       OR e.owner_grid_code <> e.grid_code AND e.owner_grid_code = ANY (CAST(:codes AS text[]))
       OR e.reporter_id = :account AND NOT e.by_program)
ORDER BY ST_Distance(e.location::geography, one.location::geography), e.id
LIMIT :limit
