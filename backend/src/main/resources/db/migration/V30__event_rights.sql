-- Who sees events, and who is told that he does not see one any more. Owner: event.

-- Grids in force, leaves and higher ones, that lie in what the current account was granted with one of
-- the roles.
CREATE FUNCTION account.granted_grids(roles text[]) RETURNS SETOF bigint
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
BEGIN
  RETURN QUERY
  SELECT DISTINCT c.descendant_id
  FROM account.role_grant r
  JOIN account.account a ON a.id = r.account_id AND a.state = 'ACTIVE'
  CROSS JOIN LATERAL grids_of_code(r.grid_code) AS own (id)
  JOIN grid_closure c ON c.ancestor_id = own.id
  WHERE r.account_id = account.current_account()
    AND r.state = 'IN_FORCE' AND (r.valid_until IS NULL OR r.valid_until > now())
    AND r.role = ANY (roles);
END
$$;
REVOKE EXECUTE ON FUNCTION account.granted_grids(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION account.granted_grids(text[]) TO gridmap_app, gridmap_job;

-- As in V26, with the codes of higher grids: an event may be given to one, and what was closed in a
-- leaf that has grids below it today still bears its code.
CREATE OR REPLACE FUNCTION account.resident_codes() RETURNS SETOF text
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
BEGIN
  RETURN QUERY
  SELECT DISTINCT c.code
  FROM codes_of_grids(ARRAY(SELECT account.granted_grids(ARRAY['OFFICER', 'GRID_LEAD', 'COMMUNITY_LEAD']))) AS c;
END
$$;

-- by_program: a program reported it for somebody who has no account, so the account of its token is
-- neither its reporter nor the author of its words. left_grid_code: the grid that a moved pin left.
ALTER TABLE event
  ADD COLUMN by_program boolean NOT NULL DEFAULT false,
  ADD COLUMN left_grid_code text;
UPDATE event SET by_program = true WHERE id IN (
  SELECT subject_id FROM audit.entry
  WHERE action = 'EVENT_REPORTED' AND outcome = 'DONE' AND subject_type = 'event' AND via = 'TOKEN');
UPDATE event e SET left_grid_code = h.details ->> 'fromGrid'
FROM (SELECT DISTINCT ON (event_id) event_id, details FROM event_history
      WHERE action = 'MOVE' AND details ->> 'fromGrid' IS NOT NULL
      ORDER BY event_id, id DESC) h
WHERE h.event_id = e.id;
CREATE INDEX event_left_grid ON event (left_grid_code) WHERE left_grid_code IS NOT NULL;
CREATE INDEX event_given ON event (owner_grid_code) WHERE owner_grid_code <> grid_code;

-- Codes of the grids that saw the event before an action and do not see it after it.
ALTER TABLE event_history ADD COLUMN left_codes text[];

-- What was merged goes along where the event is merged that took it in: its words are read there.
WITH RECURSIVE way (id, into_id) AS (
  SELECT id, merged_into FROM event WHERE merged_into IS NOT NULL
  UNION
  SELECT w.id, next.merged_into FROM way w JOIN event next ON next.id = w.into_id AND next.merged_into IS NOT NULL
)
UPDATE event e SET merged_into = w.into_id
FROM way w JOIN event last ON last.id = w.into_id AND last.merged_into IS NULL
WHERE e.id = w.id AND e.merged_into <> w.into_id;

-- Seen by whoever answers for the residents of a grid that sees the event or the one it was merged
-- into, and by who wrote it himself; a program writes for somebody else.
DO $$
DECLARE
  one text;
  answers text;
BEGIN
  FOREACH one IN ARRAY ARRAY['event_text', 'event_photo'] LOOP
    answers := format($f$
      EXISTS (SELECT FROM public.event e LEFT JOIN public.event into_it ON into_it.id = e.merged_into
              WHERE e.id = %I.event_id
                AND ARRAY[e.grid_code, e.other_grid_code, e.left_grid_code, e.owner_grid_code, into_it.grid_code,
                          into_it.other_grid_code, into_it.left_grid_code, into_it.owner_grid_code]
                    && ARRAY(SELECT account.resident_codes())) $f$, one);
    EXECUTE format('DROP POLICY within_scope ON person.%I', one);
    EXECUTE format($f$
      CREATE POLICY within_scope ON person.%1$I TO gridmap_app
        USING (
          author_id = account.current_account() AND NOT EXISTS (
            SELECT FROM public.event own
            WHERE own.id = %1$I.event_id AND own.by_program AND own.reporter_id = %1$I.author_id)
          OR %2$s)
        WITH CHECK (author_id = account.current_account() OR %2$s) $f$, one, answers);
  END LOOP;
END $$;

-- The jobs of one event are found without a look at those of all others: they are named by event and
-- moment.
CREATE INDEX scheduled_tasks_thing ON scheduled_tasks (split_part(task_instance, '@', 1));
