SELECT hg.grid_id, count(*) AS houses, coalesce(sum(t.households), 0) AS households,
  coalesce(sum(t.residents), 0) AS residents, coalesce(sum(t.registered), 0) AS registered,
  coalesce(sum(t.permanent), 0) AS permanent, coalesce(sum(t.floating), 0) AS floating,
  coalesce(sum(t.at_home), 0) AS at_home, coalesce(sum(t.away), 0) AS away,
  coalesce(sum(t.moved_out), 0) AS moved_out, coalesce(sum(t.children), 0) AS children,
  coalesce(sum(t.elders), 0) AS elders, coalesce(sum(t.care_needs), 0) AS care_needs
FROM division d JOIN house_grid hg ON hg.division_id = d.id
LEFT JOIN person.house_tally t ON t.house_id = hg.house_id
WHERE d.status = 'PUBLISHED' AND d.valid @> coalesce(CAST(:at AS timestamptz), now())
GROUP BY hg.grid_id
