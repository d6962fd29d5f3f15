-- Each statement about people asks which leaf grids their reader answers for, and which houses lie there. Who
-- reads one house asks three such statements, which took longer than reading it. What take_house has found is
-- known to the end of the transaction, of the account that asked, and for reading only.
CREATE FUNCTION account.take_house(wanted bigint) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT account.answers_for_house(wanted) THEN
    RETURN false;
  END IF;
  PERFORM set_config('app.house', account.current_account() || ' ' || wanted, true);
  RETURN true;
END
$$;

CREATE FUNCTION account.house_in_hand() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN split_part(current_setting('app.house', true), ' ', 1) = account.current_account()::text
    THEN split_part(current_setting('app.house', true), ' ', 2)::bigint END
$$;

REVOKE EXECUTE ON FUNCTION account.take_house(bigint), account.house_in_hand() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION account.take_house(bigint), account.house_in_hand() TO gridmap_app, gridmap_job;

-- Of several policies the last by name is asked first; the other one is then asked about no row.
DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['household', 'resident', 'phone'] LOOP
    EXECUTE format($f$
      CREATE POLICY within_taken_house ON person.%1$I FOR SELECT TO gridmap_app
        USING (house_id = (SELECT account.house_in_hand())) $f$, one);
  END LOOP;
END $$;

-- As in V11; the codes are looked up, where all grids in force were compared with each of them.
CREATE OR REPLACE FUNCTION grids_of_code(wanted text) RETURNS SETOF bigint LANGUAGE sql STABLE PARALLEL SAFE ROWS 2 AS $$
  WITH RECURSIVE heir (code) AS (
    SELECT wanted
    UNION
    SELECT l.to_code
    FROM heir h
    JOIN grid_lineage l ON l.from_code = h.code AND l.replaces
    JOIN division d ON d.id = l.division_id AND lower(d.valid) <= now()
    WHERE NOT EXISTS (
      SELECT FROM grid g
      JOIN division f ON f.id = g.division_id AND f.status = 'PUBLISHED' AND f.valid @> now()
      WHERE g.code = h.code)
  )
  SELECT g.id
  FROM grid g
  JOIN division d ON d.id = g.division_id AND d.status = 'PUBLISHED' AND d.valid @> now()
  WHERE g.code = ANY (ARRAY(SELECT h.code FROM heir h))
$$;
