-- Events that changed after one number of a change and up to another, oldest change first; the grids that see each
-- of them, and those that it was in before.
-- Parameters: :since, :until, :limit
SELECT e.id, e.number, e.category, e.urgency, e.step, e.supervised, e.overdue, e.closed IS NOT NULL AS closed, e.location, e.house_id,
       e.grid_code, e.grid_name, e.department, e.reported_at, e.due_at, e.closed_at, e.version,
       CASE WHEN NOT e.by_program THEN e.reporter_id END AS reporter_id,
       array_remove(ARRAY[e.grid_code, e.other_grid_code, e.left_grid_code, e.owner_grid_code], NULL) AS seen_in,
       ARRAY(SELECT DISTINCT code FROM event_history h, unnest(h.grid_code || h.left_codes) AS code
             WHERE h.event_id = e.id) AS was_in
FROM event e
WHERE e.revision > :since AND e.revision <= :until
ORDER BY e.revision, e.id
LIMIT :limit
