-- Findings of the coverage check in the division that a plan was begun from, with their places.
SELECT f.ordinal, f.place
FROM finding f
WHERE f.division_id = :division AND f.kind IN ('GAP', 'OVERLAP', 'OUTSIDE', 'DUPLICATE', 'CONTAINMENT')
ORDER BY f.ordinal
