-- Photos of an event and of those that were merged into it, as far as the caller may see them. Parameter: :event.
SELECT p.id, p.width, p.height
FROM person.event_photo p
WHERE p.event_id = :event OR p.event_id IN (SELECT e.id FROM event e WHERE e.merged_into = :event)
ORDER BY p.id
