-- How the events came to where they stand: the report, and six steps of whoever is closed.
INSERT INTO event_history (event_id, at, action, from_step, to_step, step_seconds, grid_code, role, handled)
SELECT e.id, e.reported_at + make_interval(hours => 12 * n), CASE WHEN n = 0 THEN 'REPORT' ELSE 'ADVANCE' END,
  steps[n + 1], steps[least(n + 2, 7)], CASE WHEN n > 0 THEN (hashint4((e.id * 7 + n)::int) & 1073741823) % 172800 END,
  e.grid_code, 'OFFICER', n = 4
FROM event e
CROSS JOIN (SELECT ARRAY['patrol', 'collect', 'discover', 'dispatch', 'handle', 'verify', 'supervise'] AS steps) s
CROSS JOIN generate_series(0, 6) AS n
WHERE e.closed IS NOT NULL OR n < array_position(steps, e.step) - 1
ORDER BY e.id, n
