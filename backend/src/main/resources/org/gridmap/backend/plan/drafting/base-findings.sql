-- Findings of the coverage check in the division that a plan was begun from, with their places.
SELECT f.ordinal, f.kind, ST_X(f.place) AS lon, ST_Y(f.place) AS lat
FROM finding f
WHERE f.division_id = :division AND f.kind IN ('GAP', 'OVERLAP', 'OUTSIDE', 'DUPLICATE', 'CONTAINMENT')
ORDER BY f.ordinal
