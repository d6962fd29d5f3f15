-- Events at houses over two years, nine of ten closed as the zone reports it, the others standing at any step.
-- Parameters: code of the village whose numbers they take (twice), how many
INSERT INTO event (id, number, village_code, year, sequence, category, department, importance, pressing, urgency,
  workflow, step, supervised, closed, location, house_id, grid_code, grid_name, owner_grid_code, owner_duty,
  reporter_id, reported_at, step_since, step_due_at, due_at, overdue, closed_at, synthetic)
SELECT i, ? || '-2026-' || lpad(i::text, 7, '0'), ?, 2026, i,
  (ARRAY['FIRE_HAZARD', 'WIRING_HAZARD', 'GAS_HAZARD', 'WORK_SAFETY', 'FLOODING', 'THEFT', 'FRAUD', 'LITTER', 'SEWAGE',
    'MANHOLE', 'ILLEGAL_BUILDING', 'INFECTION'])[1 + r % 12],
  (ARRAY['FIRE', 'FIRE', 'FIRE', 'TOWN', 'TOWN', 'POLICE', 'POLICE', 'VILLAGE', 'TOWN', 'TOWN', 'TOWN',
    'HOSPITAL'])[1 + r % 12],
  'MEDIUM', 'MEDIUM', (ARRAY['RED', 'ORANGE', 'YELLOW', 'BLUE'])[1 + r / 12 % 4], 'seven-steps',
  CASE WHEN closes THEN 'supervise'
    ELSE (ARRAY['collect', 'discover', 'dispatch', 'handle', 'verify', 'supervise'])[1 + r % 6] END,
  NOT closes AND r % 3 = 0, CASE WHEN closes THEN 'DONE' END, h.entrance, h.id, g.code, g.name, g.code, 'GRID_OFFICER',
  0, reported_at, reported_at, reported_at + interval '1 day', reported_at + interval '5 days',
  NOT closes AND r % 2 = 0, CASE WHEN closes THEN least(now(), reported_at + interval '4 days') END, true
FROM (
  SELECT i, (hashint4(i::int) & 1073741823) AS r, (hashint4(i::int) & 1073741823) / 48 % 1000 >= 105 AS closes,
    now() - make_interval(secs => (hashint4((i + 17)::int) & 1073741823) % 63072000) AS reported_at
  FROM generate_series(1, ?) AS i
) e
JOIN house h ON h.id = 1 + r % (SELECT count(*) FROM house)
JOIN house_grid l ON l.house_id = h.id
JOIN grid g ON g.id = l.grid_id
ORDER BY i
