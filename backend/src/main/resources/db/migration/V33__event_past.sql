-- What events were at a moment of the past, and in the grids of then. Owner: event.

-- Where an event lay before an entry that moved its pin or its house, and its deadline before it was
-- opened again; entries that change neither have none.
ALTER TABLE event_history
  ADD COLUMN was_at     geometry(Point, 4490),
  ADD COLUMN was_house  bigint,
  ADD COLUMN was_due_at timestamptz;

-- As codes_of_grids of V26, at another moment: the grids are those that were in force then.
CREATE FUNCTION codes_of_grids(wanted bigint[], moment timestamptz) RETURNS TABLE (grid_id bigint, code text)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 AS $$
  WITH RECURSIVE name_of (grid_id, code) AS (
    SELECT g.id, g.code
    FROM grid g
    JOIN division d ON d.id = g.division_id AND d.status = 'PUBLISHED' AND d.valid @> moment
    WHERE g.id = ANY (wanted)
    UNION
    SELECT n.grid_id, l.from_code
    FROM name_of n
    JOIN grid_lineage l ON l.to_code = n.code AND l.replaces
    JOIN division d ON d.id = l.division_id AND lower(d.valid) <= moment
    WHERE NOT EXISTS (
      SELECT FROM grid g
      JOIN division f ON f.id = g.division_id AND f.status = 'PUBLISHED' AND f.valid @> moment
      WHERE g.code = l.from_code)
  )
  SELECT grid_id, code FROM name_of
$$;
CREATE OR REPLACE FUNCTION codes_of_grids(wanted bigint[]) RETURNS TABLE (grid_id bigint, code text)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 AS $$
  SELECT c.grid_id, c.code FROM codes_of_grids(wanted, now()) AS c
$$;

-- Events as they were at a moment, those that had been reported by then; as they are for no moment.
-- What was closed by then and is closed still has not changed since. Of all others the history tells:
-- the last entry until then names step and grid, the first one after it what it changed. Which other
-- grids saw an open event then is not kept, nor the name of a grid that it has left. The planner takes
-- the body into a query, so that what the query asks for narrows it.
CREATE FUNCTION events_at(moment timestamptz) RETURNS TABLE (
    id bigint, number text, category text, department text, urgency text, step text, supervised boolean,
    overdue boolean, closed boolean, location geometry, house_id bigint, grid_code text, grid_name text,
    other_grid_code text, left_grid_code text, owner_grid_code text, reporter_id bigint, reported_at timestamptz,
    due_at timestamptz, closed_at timestamptz, version bigint, revision bigint)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 10000 AS $$
  SELECT e.id, e.number, e.category, e.department, e.urgency, e.step, e.supervised, e.overdue, e.closed IS NOT NULL,
         e.location, e.house_id, e.grid_code, e.grid_name, e.other_grid_code, e.left_grid_code, e.owner_grid_code,
         CASE WHEN NOT e.by_program THEN e.reporter_id END, e.reported_at, e.due_at, e.closed_at, e.version, e.revision
  FROM event e
  WHERE moment IS NULL OR e.closed_at <= moment
  UNION ALL
  SELECT e.id, e.number, e.category, coalesce(h.department, e.department), e.urgency, coalesce(h.step, e.step),
         h.supervised > greatest(h.unsupervised, h.closing, h.reopened),
         -- Also one whose time was over at once when a step began, or whose job was a moment late.
         h.overdue > h.begun OR coalesce(h.due_at <= CASE WHEN h.is_closed THEN h.closed_at ELSE moment END, false),
         h.is_closed, CASE WHEN h.is_moved THEN h.was_at ELSE e.location END,
         CASE WHEN h.is_moved THEN h.was_house ELSE e.house_id END, coalesce(h.grid_code, e.grid_code),
         CASE WHEN h.grid_code IS NULL OR h.grid_code = e.grid_code THEN e.grid_name END, NULL, NULL, NULL,
         CASE WHEN NOT e.by_program THEN e.reporter_id END, e.reported_at, h.due_at,
         CASE WHEN h.is_closed THEN h.closed_at END, e.version, e.revision
  FROM event e
  CROSS JOIN LATERAL (
    SELECT o.*, o.closing > o.reopened AS is_closed,
           CASE WHEN o.is_due_changed THEN o.was_due_at ELSE e.due_at END AS due_at
    FROM (
      SELECT (array_agg(k.to_step ORDER BY k.id DESC) FILTER (WHERE k.past))[1] AS step,
             (array_agg(k.grid_code ORDER BY k.id DESC) FILTER (WHERE k.past))[1] AS grid_code,
             coalesce(max(k.id) FILTER (WHERE k.past AND k.closes), 0) AS closing,
             max(k.at) FILTER (WHERE k.past AND k.closes) AS closed_at,
             coalesce(max(k.id) FILTER (WHERE k.past AND k.action = 'REOPEN'), 0) AS reopened,
             coalesce(max(k.id) FILTER (WHERE k.past AND k.action = 'SUPERVISE'), 0) AS supervised,
             coalesce(max(k.id) FILTER (WHERE k.past AND k.action = 'END_SUPERVISION'), 0) AS unsupervised,
             coalesce(max(k.id) FILTER (WHERE k.past AND k.action = 'OVERDUE'), 0) AS overdue,
             coalesce(max(k.id) FILTER (
               WHERE k.past AND NOT k.closes AND k.action IN ('REPORT', 'ADVANCE', 'BACK', 'REOPEN')), 0) AS begun,
             (array_agg(k.details ->> 'from' ORDER BY k.id) FILTER (
               WHERE NOT k.past AND k.action = 'TRANSFER' AND k.details ->> 'from' IS NOT NULL))[1] AS department,
             coalesce(bool_or(NOT k.past AND k.was_at IS NOT NULL), false) AS is_moved,
             (array_agg(k.was_at ORDER BY k.id) FILTER (WHERE NOT k.past AND k.was_at IS NOT NULL))[1] AS was_at,
             (array_agg(k.was_house ORDER BY k.id) FILTER (WHERE NOT k.past AND k.was_at IS NOT NULL))[1] AS was_house,
             coalesce(bool_or(NOT k.past AND k.action = 'REOPEN'), false) AS is_due_changed,
             (array_agg(k.was_due_at ORDER BY k.id) FILTER (WHERE NOT k.past AND k.action = 'REOPEN'))[1] AS was_due_at
      FROM (
        SELECT own.*, own.at <= moment AS past,
               own.action IN ('CANCEL', 'MERGE') OR own.action = 'ADVANCE' AND own.from_step = own.to_step AS closes
        FROM event_history own
        WHERE own.event_id = e.id) AS k) AS o) AS h
  WHERE moment IS NOT NULL AND e.reported_at <= moment AND (e.closed_at IS NULL OR e.closed_at > moment)
$$;
