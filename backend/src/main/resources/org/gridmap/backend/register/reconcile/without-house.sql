SELECT r.id, r.household_id, r.name, r.birth_year
FROM person.resident r
WHERE r.house_id IS NULL AND r.village_code = :village AND r.removed_at IS NULL
ORDER BY r.id
LIMIT :most
