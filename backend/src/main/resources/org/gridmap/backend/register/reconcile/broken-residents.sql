-- People whose record breaks a sum, or contradicts itself: 迁出 takes the 户籍 along.
SELECT r.house_id, r.household_id, r.id, r.birth_year, r.registration IS NULL AS no_registration,
  r.presence IS NULL AS no_presence,
  coalesce(r.registration = 'REGISTERED' AND r.presence = 'MOVED_OUT', false) AS contradiction
FROM grid_closure c
JOIN house_grid hg ON hg.grid_id = c.descendant_id
JOIN person.resident r ON r.house_id = hg.house_id AND r.removed_at IS NULL
WHERE c.ancestor_id = :grid
  AND (r.registration IS NULL OR r.presence IS NULL OR (r.registration = 'REGISTERED' AND r.presence = 'MOVED_OUT'))
ORDER BY r.house_id, r.household_id, r.id
LIMIT :most
