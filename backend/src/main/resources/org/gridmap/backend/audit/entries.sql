-- Entries newest first. Moments grow with numbers, so a span of time is a span of numbers, whose ends
-- the index on moments finds at once.
SELECT id, at, account_id, login, via, action, outcome, subject_type, subject_id, purpose, detail, address
FROM audit.entry
WHERE (:before IS NULL OR id < :before)
  AND (:from::timestamptz IS NULL OR id >= (SELECT e.id FROM audit.entry e WHERE e.at >= :from::timestamptz ORDER BY e.at, e.id LIMIT 1))
  AND (:until::timestamptz IS NULL OR id <= (SELECT e.id FROM audit.entry e WHERE e.at < :until::timestamptz ORDER BY e.at DESC, e.id DESC LIMIT 1))
  AND (:action IS NULL OR action = :action)
  AND (:account IS NULL OR account_id = :account)
  AND (:subjectType IS NULL OR subject_type = :subjectType)
  AND (:subjectId IS NULL OR subject_id = :subjectId)
ORDER BY id DESC
LIMIT :limit
