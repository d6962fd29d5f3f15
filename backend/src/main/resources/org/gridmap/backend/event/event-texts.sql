-- What was written about an event and about those that were merged into it, as far as the caller may read it.
-- Parameter: :event.
SELECT t.id, t.event_id, t.history_id, t.author_id, t.kind, t.written_at, t.text
FROM person.event_text t
WHERE t.event_id = ANY (ARRAY(
  -- An array, so that they are looked up: with OR every row of every event would be read.
  SELECT CAST(:event AS bigint) UNION ALL SELECT e.id FROM event e WHERE e.merged_into = :event))
ORDER BY t.id
