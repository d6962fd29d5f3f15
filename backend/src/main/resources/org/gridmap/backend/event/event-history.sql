-- What was done with an event, oldest first. Parameter: :event.
SELECT id, at, action, from_step, to_step, account_id, role, details::text AS details
FROM event_history
WHERE event_id = :event
ORDER BY id
