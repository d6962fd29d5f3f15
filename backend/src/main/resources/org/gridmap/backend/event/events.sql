-- Events by their ids, in that order, as they were at a moment (now for NULL); not those that changed after a
-- revision, which may be out of sight by now. Parameters: :ids, :at, :revision
SELECT e.id, e.number, e.category, e.urgency, e.step, e.supervised, e.overdue, e.closed, e.location, e.house_id,
       e.grid_code, e.grid_name, e.department, e.reported_at, e.due_at, e.closed_at, e.version
FROM unnest(CAST(:ids AS bigint[])) WITH ORDINALITY AS wanted (id, place)
JOIN events_at(CAST(:at AS timestamptz)) e ON e.id = wanted.id AND e.revision <= :revision
-- Once more, for the planner to look them up in either half of the union.
WHERE e.id = ANY (:ids)
ORDER BY wanted.place
