-- People in the scope. Parameters, NULL for "any": :firsts, first characters of names of which the
-- mask shows one; :pattern, a piece of the line of a name, and :exact, a whole word of it; :residents,
-- numbers. :places, each the beginning of a room or house number or a piece of an address; :tails,
-- numbers of those to whom one of them, :tail, is the end of a phone. :children, :limit.
-- Without a pattern nothing hidden decides about the order.
SELECT f.*, g.id AS grid_id, g.code, g.name AS grid_name
FROM (
  SELECT r.id, r.name, r.sex, r.birth_year, r.relation, o.room, r.house_id, h.number, h.address,
         CASE WHEN r.house_id IS NOT NULL THEN ARRAY[ST_X(h.entrance), ST_Y(h.entrance)] END AS point,
         coalesce(position(CAST(:exact AS text) IN r.search_line) > 0, false) AS whole,
         coalesce(position(CAST(:pattern AS text) IN r.search_line), 0) AS met
  FROM person.resident r
  LEFT JOIN person.household o ON o.id = r.household_id
  LEFT JOIN house h ON h.id = r.house_id
  WHERE r.removed_at IS NULL AND coalesce(r.birth_year < :children, true)
    AND (CAST(:firsts AS text[]) IS NULL
         OR (left(r.name, 1) = ANY (CAST(:firsts AS text[])) AND char_length(r.name) > 1))
    AND (CAST(:pattern AS text) IS NULL OR position(CAST(:pattern AS text) IN r.search_line) > 0)
    AND (CAST(:residents AS bigint[]) IS NULL OR r.id = ANY (CAST(:residents AS bigint[])))
    AND NOT EXISTS (
      SELECT FROM unnest(CAST(:places AS text[])) AS wanted (place)
      WHERE NOT (
        starts_with(lower(coalesce(o.room, '')), place)
        OR starts_with(lower(coalesce(h.number, '')), place)
        OR (place !~ '^[0-9]+$' AND position(place IN lower(coalesce(h.address || ' ' || h.name, ''))) > 0)
        OR (place = :tail AND r.id = ANY (CAST(:tails AS bigint[])))))
  ORDER BY whole DESC, met, r.house_id, r.household_id, r.id
  LIMIT :limit) f
LEFT JOIN LATERAL (
  SELECT leaf.id, leaf.code, leaf.name FROM house_grid hg JOIN grid leaf ON leaf.id = hg.grid_id
  JOIN division d ON d.id = hg.division_id
  WHERE hg.house_id = f.house_id AND d.status = 'PUBLISHED' AND d.valid @> now() LIMIT 1) g ON true
ORDER BY f.whole DESC, f.met, f.house_id, f.id
