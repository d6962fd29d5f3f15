-- What is public of events, the newest first. An event is at the door of its house or near its point.
-- Parameters: :published, :numbers, :categories, :open, :closed, :from, :until, :updatedFrom, :updatedUntil,
-- :longitude, :latitude, :metres, :size, :skip.
SELECT e.number, e.category, e.department, e.urgency, e.workflow, e.step, e.supervised, e.overdue, e.closed,
       e.grid_name, e.reported_at, e.due_at, changed.at AS changed_at,
       CASE WHEN e.house_id IS NULL THEN round(ST_X(e.location)::numeric, 4) ELSE ST_X(e.location) END AS longitude,
       CASE WHEN e.house_id IS NULL THEN round(ST_Y(e.location)::numeric, 4) ELSE ST_Y(e.location) END AS latitude
FROM event e
CROSS JOIN LATERAL (SELECT max(h.at) AS at FROM event_history h WHERE h.event_id = e.id) AS changed
WHERE e.category = ANY (:published)
  AND (cardinality(CAST(:numbers AS text[])) = 0 OR e.number = ANY (:numbers))
  AND (cardinality(CAST(:categories AS text[])) = 0 OR e.category = ANY (:categories))
  AND ((:open AND e.closed IS NULL) OR (:closed AND e.closed IS NOT NULL))
  AND (CAST(:from AS timestamptz) IS NULL OR e.reported_at >= :from)
  AND (CAST(:until AS timestamptz) IS NULL OR e.reported_at <= :until)
  AND (CAST(:updatedFrom AS timestamptz) IS NULL
    OR e.id IN (SELECT h.event_id FROM event_history h WHERE h.at >= :updatedFrom))
  AND (CAST(:updatedUntil AS timestamptz) IS NULL OR changed.at <= :updatedUntil)
  AND (CAST(:longitude AS double precision) IS NULL
    OR ST_DWithin(e.location::geography,
                  ST_SetSRID(ST_MakePoint(:longitude, :latitude), 4490)::geography, :metres))
ORDER BY e.reported_at DESC, e.id DESC
LIMIT :size OFFSET :skip
