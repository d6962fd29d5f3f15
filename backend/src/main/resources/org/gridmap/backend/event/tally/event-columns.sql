-- What is counted and looked for of the events that changed after a revision (of all after -1), days as days since
-- 1970, moments as millionths of a second; the other grids that see each, and how long each step took that ended, in
-- seconds and in the order in which they ended.
-- Parameters: :since
SELECT e.id, e.grid_code, e.category, e.department, e.urgency, e.step, e.supervised, e.overdue,
       CAST(e.reported_at AT TIME ZONE 'Asia/Shanghai' AS date) - DATE '1970-01-01' AS reported_day,
       CAST(e.closed_at AT TIME ZONE 'Asia/Shanghai' AS date) - DATE '1970-01-01' AS closed_day,
       CAST(extract(epoch FROM e.reported_at) * 1000000 AS bigint) AS reported_at,
       ST_X(e.location) AS longitude, ST_Y(e.location) AS latitude,
       CASE WHEN NOT e.by_program THEN e.reporter_id END AS reporter_id,
       array_remove(ARRAY[e.other_grid_code, e.left_grid_code, nullif(e.owner_grid_code, e.grid_code)], NULL) AS told,
       (SELECT string_agg(h.from_step || ':' || h.step_seconds, ',' ORDER BY h.id)
        FROM event_history h WHERE h.event_id = e.id AND h.step_seconds IS NOT NULL) AS ended
FROM event e
WHERE e.revision > :since
