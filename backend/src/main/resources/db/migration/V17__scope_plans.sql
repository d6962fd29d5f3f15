-- As in V5, in PL/pgSQL: that keeps the plans of its statements for the session, SQL makes them anew
-- for each question. Every statement about people asks for the leaves.
CREATE OR REPLACE FUNCTION account.resident_leaves() RETURNS SETOF bigint
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
BEGIN
  RETURN QUERY SELECT account.granted_leaves(ARRAY['OFFICER', 'GRID_LEAD', 'COMMUNITY_LEAD']);
END
$$;

CREATE OR REPLACE FUNCTION account.answers_for_house(wanted bigint) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM house_grid hg
    WHERE hg.house_id = wanted AND hg.grid_id = ANY (ARRAY(SELECT account.resident_leaves())));
END
$$;
