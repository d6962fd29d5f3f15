-- Which grids of a division hold the same houses as one of the division that it replaced; nothing
-- where it replaced none. Parameter: :division.
WITH turn AS (
  SELECT d.id, (
    SELECT b.id FROM division b
    WHERE b.root_code = d.root_code AND b.status = 'PUBLISHED' AND b.id <> d.id AND NOT isempty(b.valid)
      AND lower(b.valid) < lower(d.valid)
    ORDER BY lower(b.valid) DESC LIMIT 1) AS before
  FROM division d WHERE d.id = :division
), contents AS (
  SELECT c.division_id, c.ancestor_id AS grid_id, md5(string_agg(hg.house_id::text, ',' ORDER BY hg.house_id)) AS houses
  FROM turn t
  JOIN grid_closure c ON c.division_id IN (t.id, t.before)
  JOIN house_grid hg ON hg.grid_id = c.descendant_id
  GROUP BY c.division_id, c.ancestor_id
)
INSERT INTO grid_succession (grid_id, same_as, coarse)
SELECT g.id, p.id, p.id IS NULL OR coalesce(s.coarse, false)
FROM turn t
JOIN grid g ON g.division_id = t.id
LEFT JOIN LATERAL (
  SELECT b.id FROM contents own
  JOIN contents other ON other.houses = own.houses AND other.division_id = t.before
  JOIN grid b ON b.id = other.grid_id
  WHERE own.grid_id = g.id
  ORDER BY b.level <> g.level, b.code <> g.code, b.id LIMIT 1) p ON true
LEFT JOIN grid_succession s ON s.grid_id = p.id
WHERE t.before IS NOT NULL
ON CONFLICT DO NOTHING
