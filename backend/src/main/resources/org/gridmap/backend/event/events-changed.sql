-- Events that changed after one number of a change and up to another, oldest change first; those that the caller
-- does not see any more without anything but their number. Of these only such as were once his to see.
-- Parameters: :codes, :account, :since, :until, :limit
SELECT e.id, e.number, e.category, e.urgency, e.step, e.supervised, e.overdue, e.closed, e.location, e.house_id,
       e.grid_code, e.grid_name, e.department, e.reported_at, e.due_at, e.closed_at, e.version,
       coalesce(e.grid_code = ANY (CAST(:codes AS text[])) OR e.other_grid_code = ANY (CAST(:codes AS text[]))
                OR e.left_grid_code = ANY (CAST(:codes AS text[])) OR e.owner_grid_code = ANY (CAST(:codes AS text[]))
                OR e.reporter_id = :account AND NOT e.by_program, false) AS seen
FROM event e
WHERE e.revision > :since AND e.revision <= :until
  AND (e.grid_code = ANY (CAST(:codes AS text[])) OR e.other_grid_code = ANY (CAST(:codes AS text[]))
       OR e.left_grid_code = ANY (CAST(:codes AS text[])) OR e.owner_grid_code = ANY (CAST(:codes AS text[]))
       OR e.reporter_id = :account AND NOT e.by_program
       OR EXISTS (
         SELECT FROM event_history h
         WHERE h.event_id = e.id
           AND (h.grid_code = ANY (CAST(:codes AS text[])) OR h.left_codes && CAST(:codes AS text[]))))
ORDER BY e.revision, e.id
LIMIT :limit
