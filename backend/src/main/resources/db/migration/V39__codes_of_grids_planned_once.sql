-- The function of V33 behind one in PL/pgSQL, whose plan is made once for each connection. Made anew for each
-- statement about events it took longer than the answer.
ALTER FUNCTION codes_of_grids(bigint[], timestamptz) RENAME TO find_codes_of_grids;
CREATE FUNCTION codes_of_grids(wanted bigint[], moment timestamptz) RETURNS TABLE (grid_id bigint, code text)
  LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1000 SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY SELECT c.grid_id, c.code FROM find_codes_of_grids(wanted, moment) AS c;
END
$$;
