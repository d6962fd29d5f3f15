-- Counts of the events in some grids, in four kinds of rows: 'HELD' by grid, category, department and step, 'DAY' by
-- day of report and of closing, 'STEP' how long steps took, 'HOUSE' by house where one is meant.
-- Parameters: :codes (codes of the grids), :categories, :departments, :urgencies, :from, :until (of the reports, each
-- NULL for any), :firstDay, :lastDay (of the days), :houses (whether houses are wanted)
WITH matching AS NOT MATERIALIZED (
  SELECT e.*
  FROM event e
  WHERE e.grid_code = ANY (CAST(:codes AS text[]))
    AND (CAST(:categories AS text[]) IS NULL OR e.category = ANY (CAST(:categories AS text[])))
    AND (CAST(:departments AS text[]) IS NULL OR e.department = ANY (CAST(:departments AS text[])))
    AND (CAST(:urgencies AS text[]) IS NULL OR e.urgency = ANY (CAST(:urgencies AS text[])))
    AND (CAST(:from AS timestamptz) IS NULL OR e.reported_at >= CAST(:from AS timestamptz))
    AND (CAST(:until AS timestamptz) IS NULL OR e.reported_at < CAST(:until AS timestamptz))
)
SELECT 'HELD' AS kind, m.grid_code, m.category, m.department, m.step, CAST(NULL AS date) AS day,
       CAST(NULL AS bigint) AS house_id,
       count(*) FILTER (WHERE m.closed IS NULL) AS open, count(*) FILTER (WHERE m.supervised) AS supervised,
       count(*) FILTER (WHERE m.closed IS NULL AND m.overdue) AS overdue,
       count(*) FILTER (WHERE m.closed IS NOT NULL) AS closed,
       CAST(NULL AS double precision) AS median, CAST(NULL AS double precision) AS ninetieth
FROM matching m
GROUP BY m.grid_code, m.category, m.department, m.step
UNION ALL
SELECT 'DAY', NULL, NULL, NULL, NULL, d.day, NULL, sum(d.reported), 0, 0, sum(d.closed), NULL, NULL
FROM (
  SELECT CAST(m.reported_at AT TIME ZONE 'Asia/Shanghai' AS date) AS day, 1 AS reported, 0 AS closed FROM matching m
  UNION ALL
  SELECT CAST(m.closed_at AT TIME ZONE 'Asia/Shanghai' AS date), 0, 1 FROM matching m WHERE m.closed IS NOT NULL
) d
WHERE d.day BETWEEN CAST(:firstDay AS date) AND CAST(:lastDay AS date)
GROUP BY d.day
UNION ALL
SELECT 'STEP', NULL, NULL, NULL, h.from_step, NULL, NULL, count(*), 0, 0, 0,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY h.step_seconds / 60.0),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY h.step_seconds / 60.0)
FROM matching m
JOIN event_history h ON h.event_id = m.id AND h.step_seconds IS NOT NULL
GROUP BY h.from_step
UNION ALL
SELECT 'HOUSE', NULL, NULL, NULL, NULL, NULL, m.house_id, count(*) FILTER (WHERE m.closed IS NULL),
       count(*) FILTER (WHERE m.supervised), count(*) FILTER (WHERE m.closed IS NULL AND m.overdue),
       count(*) FILTER (WHERE m.closed IS NOT NULL), NULL, NULL
FROM matching m
WHERE :houses AND m.house_id IS NOT NULL
GROUP BY m.house_id
