-- Organisations as the caller may see them: the contact only where the scope shows its row, the
-- number of tenants and the name of a let house only where the caller answers for the house.
-- Parameters: :residents, whether the caller reads records of people at all; :after, :limit, by
-- number; each of these NULL for "any": :id, :house, :grid (that grid and everything below it).
SELECT o.id, o.house_id, o.kind, o.trade, o.employees, o.registered_number, o.updated_at, o.version,
       CASE WHEN o.kind = 'RENTAL' AND NOT s.within THEN '出租房' ELSE o.name END AS name,
       CASE WHEN s.within THEN o.tenants END AS tenants,
       nullif(c.name_masked, '') AS contact,
       nullif(c.phone_masked, '') AS phone
FROM organisation o
CROSS JOIN LATERAL (
  SELECT :residents AND (
           EXISTS (SELECT FROM house_grid hg
                   WHERE hg.house_id = o.house_id AND hg.grid_id = ANY (ARRAY(SELECT account.resident_leaves())))
           OR (o.house_id IS NULL AND o.village_code IN (SELECT account.visible_villages()))) AS within) s
LEFT JOIN person.organisation_contact c ON c.organisation_id = o.id AND s.within
WHERE (CAST(:id AS bigint) IS NULL OR o.id = CAST(:id AS bigint))
  AND (CAST(:house AS bigint) IS NULL OR o.house_id = CAST(:house AS bigint))
  AND (CAST(:grid AS bigint) IS NULL OR o.house_id IN (
    SELECT hg.house_id
    FROM grid_closure below
    JOIN division d ON d.id = below.division_id
    JOIN house_grid hg ON hg.grid_id = below.descendant_id
    WHERE below.ancestor_id = CAST(:grid AS bigint)))
  AND o.id > :after
ORDER BY o.id
LIMIT :limit
