-- Organisations in a box that should be a grid of their own. Parameters: west, south, east, north in
-- degrees, :employees from which on an enterprise is large.
SELECT o.name, o.house_id
FROM organisation o JOIN house h ON h.id = o.house_id
WHERE (o.kind = 'INSTITUTION' OR (o.kind = 'ENTERPRISE' AND o.employees >= :employees))
  AND h.entrance && ST_MakeEnvelope(:west, :south, :east, :north, 4490)
ORDER BY o.id
