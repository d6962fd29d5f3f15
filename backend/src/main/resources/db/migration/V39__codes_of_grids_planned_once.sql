-- As in V33, in PL/pgSQL: its plan is made once for each connection. Made anew for each statement about events
-- it took longer than the answer.
CREATE OR REPLACE FUNCTION codes_of_grids(wanted bigint[], moment timestamptz) RETURNS TABLE (grid_id bigint, code text)
  LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1000 SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
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
  SELECT grid_id, code FROM name_of;
END
$$;
CREATE OR REPLACE FUNCTION codes_of_grids(wanted bigint[]) RETURNS TABLE (grid_id bigint, code text)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 AS $$
  SELECT c.grid_id, c.code FROM codes_of_grids(wanted, now()) AS c
$$;
