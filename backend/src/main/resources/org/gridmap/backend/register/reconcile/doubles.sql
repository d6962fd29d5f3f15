-- The policies of all three rows hold here: a pair is read by those who may read both people.
SELECT d.ground, a.id AS first_id, a.name AS first_name, a.house_id AS first_house,
  b.id AS second_id, b.name AS second_name, b.house_id AS second_house
FROM person.double_registration d
JOIN person.resident a ON a.id = d.first_id
JOIN person.resident b ON b.id = d.second_id
WHERE a.removed_at IS NULL AND b.removed_at IS NULL
  AND coalesce(a.birth_year < :children, true) AND coalesce(b.birth_year < :children, true)
  AND EXISTS (
    SELECT FROM grid_closure c JOIN house_grid hg ON hg.grid_id = c.descendant_id
    WHERE c.ancestor_id = :grid AND hg.house_id IN (a.house_id, b.house_id))
ORDER BY d.first_id, d.second_id
LIMIT :most
