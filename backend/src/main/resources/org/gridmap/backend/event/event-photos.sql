-- Photos of an event and of those that were merged into it, as far as the caller may see them. Parameter: :event.
SELECT p.id, p.width, p.height
FROM person.event_photo p
WHERE p.event_id = ANY (ARRAY(
  -- An array, so that they are looked up: with OR every row of every event would be read.
  SELECT CAST(:event AS bigint) UNION ALL SELECT e.id FROM event e WHERE e.merged_into = :event))
ORDER BY p.id
