-- Who answers for a house itself on a day. Parameters: :house, :today.
SELECT a.id AS assignment_id, a.role, lower(a.valid) AS from_day, upper(a.valid) - 1 AS until_day,
       s.id AS staff_id, s.name, s.phone, s.unit, s.unit_name
FROM assignment a
JOIN staff s ON s.id = a.staff_id
WHERE a.house_id = :house AND a.valid @> CAST(:today AS date)
ORDER BY lower(a.valid), a.id
