-- Whether the caller answers for an area or a grid is asked several times for each request about plans,
-- events and residents. The body of an SQL function is planned anew for each statement that calls it, which
-- took longer than everything else in such a request; that of a PL/pgSQL function once for each connection.
CREATE OR REPLACE FUNCTION account.answers_for_area(code text, roles text[]) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held text[] := ARRAY(
    SELECT r.grid_code
    FROM account.role_grant r JOIN account.account a ON a.id = r.account_id AND a.state = 'ACTIVE'
    WHERE r.account_id = account.current_account()
      AND r.state = 'IN_FORCE' AND (r.valid_until IS NULL OR r.valid_until > now()) AND r.role = ANY (roles));
  area bigint[];
  around bigint[];
BEGIN
  IF held = '{}' THEN
    RETURN false;
  END IF;
  area := ARRAY(SELECT own.id FROM grids_of_code(answers_for_area.code) AS own (id));
  IF area = '{}' THEN
    RETURN answers_for_area.code = ANY (held);
  END IF;
  around := ARRAY(SELECT own.id FROM unnest(held) AS one (held_code), LATERAL grids_of_code(one.held_code) AS own (id));
  IF (SELECT bool_and(EXISTS (
        SELECT FROM grid_closure c WHERE c.descendant_id = part AND c.ancestor_id = ANY (around)))
      FROM unnest(area) AS part) THEN
    RETURN true;
  END IF;
  RETURN (
    SELECT bool_and(leaf.id IN (SELECT account.granted_leaves(roles)))
    FROM grid_closure c JOIN grid leaf ON leaf.id = c.descendant_id AND leaf.leaf
    WHERE c.ancestor_id = ANY (area));
END
$$;

CREATE OR REPLACE FUNCTION account.answers_for_grid(wanted bigint) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN (
    SELECT coalesce(bool_and(g.id IN (SELECT account.resident_leaves())), false)
    FROM grid_closure c JOIN public.grid g ON g.id = c.descendant_id AND g.leaf
    WHERE c.ancestor_id = wanted);
END
$$;
