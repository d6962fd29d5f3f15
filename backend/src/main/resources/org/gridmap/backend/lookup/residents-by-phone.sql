SELECT r.id, r.name, r.house_id, h.number, h.address, g.id AS grid_id, g.code, g.name AS grid_name,
       ST_X(h.entrance) AS lon, ST_Y(h.entrance) AS lat
FROM (SELECT DISTINCT p.resident_id FROM person.phone p
      WHERE p.number_index = ANY (:numbers) OR p.tail_index = ANY (:tails)) found
JOIN person.resident r ON r.id = found.resident_id
LEFT JOIN house h ON h.id = r.house_id
LEFT JOIN LATERAL (
  SELECT leaf.id, leaf.code, leaf.name FROM house_grid hg JOIN grid leaf ON leaf.id = hg.grid_id
  JOIN division d ON d.id = hg.division_id
  WHERE hg.house_id = h.id AND d.status = 'PUBLISHED' AND d.valid @> now() LIMIT 1) g ON true
WHERE r.removed_at IS NULL AND coalesce(r.birth_year < :children, true)
ORDER BY r.id LIMIT :limit
