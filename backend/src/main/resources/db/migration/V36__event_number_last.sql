-- An event takes its number when its transaction is about to end, so that others who report in its village
-- wait as shortly as can be. Owner: event.

ALTER TABLE event ALTER COLUMN number DROP NOT NULL, ALTER COLUMN sequence DROP NOT NULL;

-- What NOT NULL said, asked at the end.
CREATE FUNCTION require_event_number() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM event e WHERE e.id = NEW.id AND (e.number IS NULL OR e.sequence IS NULL)) THEN
    RAISE EXCEPTION 'event % has no number', NEW.id USING ERRCODE = 'not_null_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER event_has_number AFTER INSERT OR UPDATE OF number, sequence ON event
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.number IS NULL OR NEW.sequence IS NULL) EXECUTE FUNCTION require_event_number();

-- Gives changed events the next revision, and new ones among them the next numbers of their villages in their
-- years, in the order of their ids. Everybody takes villages in one order and the revision last, so that nobody
-- waits for somebody who waits for him. Planned once for each connection: everybody waits for this.
CREATE FUNCTION write_event_revision(changed bigint[], reported bigint[]) RETURNS TABLE (id bigint, number text)
  LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH fresh AS (
    SELECT e.id, e.village_code, e.year, row_number() OVER (PARTITION BY e.village_code, e.year ORDER BY e.id) AS place
    FROM event e
    WHERE e.id = ANY (reported)
  ),
  taken AS (
    INSERT INTO event_number AS known (village_code, year, last)
    SELECT f.village_code, f.year, count(*) FROM fresh f GROUP BY f.village_code, f.year ORDER BY f.village_code, f.year
    ON CONFLICT (village_code, year) DO UPDATE SET last = known.last + excluded.last
    RETURNING village_code, year, last
  ),
  next AS (
    UPDATE event_revision SET number = number + 1 FROM (SELECT count(*) FROM taken) AS villages RETURNING number
  ),
  numbered AS (
    SELECT f.id, t.last - max(f.place) OVER (PARTITION BY f.village_code, f.year) + f.place AS sequence
    FROM fresh f JOIN taken t ON t.village_code = f.village_code AND t.year = f.year
  )
  UPDATE event e
  SET revision = next.number,
      sequence = coalesce(n.sequence, e.sequence),
      number = coalesce(
        e.village_code || '-' || e.year || '-' || lpad(n.sequence::text, greatest(6, length(n.sequence::text)), '0'),
        e.number)
  FROM next, unnest(changed) AS one (id)
  LEFT JOIN numbered n ON n.id = one.id
  WHERE e.id = one.id
  RETURNING e.id, e.number;
END $$;

-- What the row policies ask takes longer to plan than to answer, and its plan does not depend on whose
-- roles or which grid are asked about: each connection plans it once.
ALTER FUNCTION account.answers_for_area(text, text[]) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION account.answers_for_grid(bigint) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION account.answers_for_house(bigint) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION account.granted_grids(text[]) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION account.granted_leaves(text[]) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION account.resident_codes() SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION account.resident_leaves() SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION account.scope_mark(text[]) SET plan_cache_mode = force_generic_plan;

-- As in V33, but an event that took in another one may be due earlier since then.
CREATE OR REPLACE FUNCTION events_at(moment timestamptz) RETURNS TABLE (
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
             coalesce(bool_or(NOT k.past AND k.moves_due), false) AS is_due_changed,
             (array_agg(k.was_due_at ORDER BY k.id) FILTER (WHERE NOT k.past AND k.moves_due))[1] AS was_due_at
      FROM (
        SELECT own.*, own.at <= moment AS past,
               own.action IN ('CANCEL', 'MERGE') OR own.action = 'ADVANCE' AND own.from_step = own.to_step AS closes,
               own.action = 'REOPEN' OR own.action = 'TAKE_IN' AND own.was_due_at IS NOT NULL AS moves_due
        FROM event_history own
        WHERE own.event_id = e.id) AS k) AS o) AS h
  WHERE moment IS NOT NULL AND e.reported_at <= moment AND (e.closed_at IS NULL OR e.closed_at > moment)
$$;
