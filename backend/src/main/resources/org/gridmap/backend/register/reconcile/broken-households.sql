-- Households that cannot be right: nobody in them, no head, several heads, a head who is gone.
SELECT o.house_id, o.id, count(r.id) AS people,
  count(*) FILTER (WHERE r.relation = 'HEAD') AS heads,
  count(*) FILTER (WHERE r.relation = 'HEAD' AND r.presence = 'MOVED_OUT') AS heads_gone,
  count(*) FILTER (WHERE r.presence = 'AT_HOME') AS at_home,
  o.kind
FROM grid_closure c
JOIN house_grid hg ON hg.grid_id = c.descendant_id
JOIN person.household o ON o.house_id = hg.house_id AND o.removed_at IS NULL
LEFT JOIN person.resident r ON r.household_id = o.id AND r.removed_at IS NULL
WHERE c.ancestor_id = :grid
GROUP BY o.id
HAVING count(r.id) = 0
  OR (o.kind = 'FAMILY' AND count(*) FILTER (WHERE r.relation = 'HEAD') <> 1)
  OR (count(*) FILTER (WHERE r.relation = 'HEAD' AND r.presence = 'MOVED_OUT') > 0
      AND count(*) FILTER (WHERE r.presence = 'AT_HOME') > 0)
ORDER BY o.house_id, o.id
