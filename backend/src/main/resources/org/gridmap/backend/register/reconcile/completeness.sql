-- For each house how many people should have a field, and how many have it. Asked of those alone to
-- whom it applies: nobody calls a child, and not everybody works.
SELECT h.id, h.number, count(*) AS people,
  count(*) FILTER (WHERE r.sex <> 'UNKNOWN') AS sex,
  count(r.birth_year) AS birth_year, count(r.registration) AS registration, count(r.presence) AS presence,
  count(*) FILTER (WHERE r.origin <> '') AS origin,
  count(*) FILTER (WHERE adult) AS adults,
  count(*) FILTER (WHERE adult AND own) AS own_phone,
  count(*) FILTER (WHERE frail) AS frail,
  count(*) FILTER (WHERE frail AND emergency) AS emergency_contact,
  count(*) FILTER (WHERE working) AS working,
  count(*) FILTER (WHERE working AND r.workplace <> '') AS workplace
FROM grid_closure c
JOIN house_grid hg ON hg.grid_id = c.descendant_id
JOIN house h ON h.id = hg.house_id
JOIN LATERAL (
  SELECT x.*, coalesce(:year - x.birth_year > 16, true) AS adult,
    x.birth_year <= :year - 60 OR x.care_needs <> '{}' AS frail,
    :year - x.birth_year BETWEEN 18 AND 55 AS working,
    EXISTS (SELECT FROM person.phone p WHERE p.resident_id = x.id AND p.kind = 'OWN') AS own,
    EXISTS (SELECT FROM person.phone p WHERE p.resident_id = x.id AND p.kind = 'EMERGENCY') AS emergency
  FROM person.resident x
  WHERE x.house_id = h.id AND x.removed_at IS NULL AND x.presence IS DISTINCT FROM 'MOVED_OUT') r ON true
WHERE c.ancestor_id = :grid
GROUP BY h.id
ORDER BY h.id
