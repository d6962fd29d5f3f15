-- Asked for every request about a plan: a grant over the area itself, or over a grid around it, is
-- found by a few look-ups; only grants that make up the area together are compared leaf by leaf.
CREATE OR REPLACE FUNCTION account.answers_for_area(code text, roles text[]) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH area AS MATERIALIZED (
    SELECT own.id FROM grids_of_code(answers_for_area.code) AS own (id)
  ), held AS MATERIALIZED (
    SELECT r.grid_code
    FROM account.role_grant r JOIN account.account a ON a.id = r.account_id AND a.state = 'ACTIVE'
    WHERE r.account_id = account.current_account()
      AND r.state = 'IN_FORCE' AND (r.valid_until IS NULL OR r.valid_until > now()) AND r.role = ANY (roles)
  )
  SELECT CASE
    WHEN NOT EXISTS (SELECT FROM area) THEN
      EXISTS (SELECT FROM held WHERE held.grid_code = answers_for_area.code)
    WHEN (SELECT bool_and(EXISTS (
            SELECT FROM held
            CROSS JOIN LATERAL grids_of_code(held.grid_code) AS around
            JOIN grid_closure c ON c.ancestor_id = around AND c.descendant_id = area.id))
          FROM area) THEN true
    ELSE (
      SELECT bool_and(leaf.id IN (SELECT account.granted_leaves(roles)))
      FROM area JOIN grid_closure c ON c.ancestor_id = area.id
      JOIN grid leaf ON leaf.id = c.descendant_id AND leaf.leaf)
  END
$$;
