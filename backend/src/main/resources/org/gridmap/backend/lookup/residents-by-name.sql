SELECT r.id, r.name, r.house_id, h.number, h.address, g.id AS grid_id, g.code, g.name AS grid_name,
       ST_X(h.entrance) AS lon, ST_Y(h.entrance) AS lat
FROM (SELECT id, name, house_id, search_line FROM person.resident
      WHERE removed_at IS NULL AND coalesce(birth_year < :children, true) AND position(:pattern IN search_line) > 0
      ORDER BY position(:exact IN search_line) = 0, position(:pattern IN search_line), id LIMIT :limit) r
LEFT JOIN house h ON h.id = r.house_id
LEFT JOIN LATERAL (
  SELECT leaf.id, leaf.code, leaf.name FROM house_grid hg JOIN grid leaf ON leaf.id = hg.grid_id
  JOIN division d ON d.id = hg.division_id
  WHERE hg.house_id = h.id AND d.status = 'PUBLISHED' AND d.valid @> now() LIMIT 1) g ON true
ORDER BY position(:exact IN r.search_line) = 0, position(:pattern IN r.search_line), r.id
