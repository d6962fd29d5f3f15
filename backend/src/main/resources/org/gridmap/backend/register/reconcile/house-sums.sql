-- Every house of a grid with what the register and the ledger say about it.
SELECT h.id, h.number, h.name, hg.grid_id,
  count(DISTINCT o.id) AS households, count(r.id) AS total,
  count(*) FILTER (WHERE r.registration = 'REGISTERED') AS registered,
  count(*) FILTER (WHERE r.registration = 'PERMANENT') AS permanent,
  count(*) FILTER (WHERE r.registration = 'FLOATING') AS floating,
  count(*) FILTER (WHERE r.presence = 'AT_HOME') AS at_home,
  count(*) FILTER (WHERE r.presence = 'AWAY') AS away,
  count(*) FILTER (WHERE r.presence = 'MOVED_OUT') AS moved_out,
  CASE WHEN d.house_id IS NULL THEN h.resident_count ELSE d.residents END AS declared,
  d.at_home AS declared_at_home, d.away AS declared_away, d.moved_out AS declared_moved_out
FROM grid_closure c
JOIN house_grid hg ON hg.grid_id = c.descendant_id
JOIN house h ON h.id = hg.house_id
LEFT JOIN person.declared_count d ON d.house_id = h.id
LEFT JOIN person.household o ON o.house_id = h.id AND o.removed_at IS NULL
LEFT JOIN person.resident r ON r.household_id = o.id AND r.removed_at IS NULL
WHERE c.ancestor_id = :grid
GROUP BY h.id, hg.grid_id, d.house_id, d.residents, d.at_home, d.away, d.moved_out
ORDER BY h.id
