-- What is counted and looked for of events, of those that changed after a revision (of all after -1), or as they were
-- at a moment; days as days since 1970, moments as millionths of a second; the other grids that see each, and how long
-- each step took that had ended, in seconds and in the order in which they ended.
-- Parameters: :at (NULL for now), :since
SELECT e.id, e.grid_code, e.category, e.department, e.urgency, e.step, e.supervised, e.overdue,
       CAST(e.reported_at AT TIME ZONE 'Asia/Shanghai' AS date) - DATE '1970-01-01' AS reported_day,
       CAST(e.closed_at AT TIME ZONE 'Asia/Shanghai' AS date) - DATE '1970-01-01' AS closed_day,
       CAST(extract(epoch FROM e.reported_at) * 1000000 AS bigint) AS reported_at,
       ST_X(e.location) AS longitude, ST_Y(e.location) AS latitude, e.reporter_id,
       array_remove(ARRAY[e.other_grid_code, e.left_grid_code, nullif(e.owner_grid_code, e.grid_code)], NULL) AS told,
       (SELECT string_agg(h.from_step || ':' || h.step_seconds, ',' ORDER BY h.id)
        FROM event_history h
        WHERE h.event_id = e.id AND h.step_seconds IS NOT NULL
          AND (CAST(:at AS timestamptz) IS NULL OR h.at <= CAST(:at AS timestamptz))) AS ended
FROM events_at(CAST(:at AS timestamptz)) e
WHERE e.revision > :since
