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
