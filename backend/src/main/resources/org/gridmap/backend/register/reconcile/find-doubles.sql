-- One number, one name, one year of birth; or one ID number. Whoever moved out may live elsewhere.
INSERT INTO person.double_registration (first_id, second_id, ground)
SELECT DISTINCT ON (first_id, second_id) first_id, second_id, ground
FROM (
  SELECT least(a.id, b.id) AS first_id, greatest(a.id, b.id) AS second_id, 'PHONE_NAME_YEAR' AS ground
  FROM person.phone p
  JOIN person.phone q ON q.number_index = p.number_index AND q.resident_id <> p.resident_id AND q.kind = 'OWN'
  JOIN person.resident a ON a.id = p.resident_id
  JOIN person.resident b ON b.id = q.resident_id AND b.name = a.name AND b.birth_year = a.birth_year
  WHERE p.kind = 'OWN' AND (:all OR a.id = ANY (:ids))
    AND a.removed_at IS NULL AND b.removed_at IS NULL
    AND a.presence IS DISTINCT FROM 'MOVED_OUT' AND b.presence IS DISTINCT FROM 'MOVED_OUT'
  UNION ALL
  SELECT least(a.id, b.id), greatest(a.id, b.id), 'ID_NUMBER'
  FROM person.resident a
  JOIN person.resident b ON b.id_number_index = a.id_number_index AND b.id <> a.id
  WHERE (:all OR a.id = ANY (:ids))
    AND a.removed_at IS NULL AND b.removed_at IS NULL
    AND a.presence IS DISTINCT FROM 'MOVED_OUT' AND b.presence IS DISTINCT FROM 'MOVED_OUT') found
ORDER BY first_id, second_id, ground
ON CONFLICT DO NOTHING
