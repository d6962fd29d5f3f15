-- What is public of events, the newest first, by their public numbers and at the places that are told. A circle is
-- drawn around what is told, too: asked again and again, one around the exact place would give it away.
-- Parameters: :published, :numbers, :categories, :open, :closed, :from, :until, :updatedFrom, :updatedUntil,
-- :longitude, :latitude, :metres, :size, :skip.
SELECT e.public_id, e.category, e.department, e.urgency, e.workflow, e.step, e.supervised, e.overdue, e.closed,
       e.grid_name, e.reported_at, e.due_at, e.changed_at,
       ST_X(e.told_location) AS longitude, ST_Y(e.told_location) AS latitude
FROM event e
WHERE e.category = ANY (:published)
  AND (cardinality(CAST(:numbers AS text[])) = 0 OR e.public_id = ANY (:numbers))
  AND (cardinality(CAST(:categories AS text[])) = 0 OR e.category = ANY (:categories))
  AND ((:open AND e.closed IS NULL) OR (:closed AND e.closed IS NOT NULL))
  AND (CAST(:from AS timestamptz) IS NULL OR e.reported_at >= :from)
  AND (CAST(:until AS timestamptz) IS NULL OR e.reported_at <= :until)
  AND (CAST(:updatedFrom AS timestamptz) IS NULL OR e.changed_at >= :updatedFrom)
  AND (CAST(:updatedUntil AS timestamptz) IS NULL OR e.changed_at <= :updatedUntil)
  AND (CAST(:longitude AS double precision) IS NULL
    OR (e.told_location && ST_Expand(
          ST_SetSRID(ST_MakePoint(:longitude, :latitude), 4490),
          :metres / (110000.0 * greatest(0.01, cos(radians(CAST(:latitude AS double precision))))),
          :metres / 110000.0)
        AND ST_DWithin(e.told_location::geography,
                       ST_SetSRID(ST_MakePoint(:longitude, :latitude), 4490)::geography, :metres)))
ORDER BY e.reported_at DESC, e.id DESC
LIMIT :size OFFSET :skip
