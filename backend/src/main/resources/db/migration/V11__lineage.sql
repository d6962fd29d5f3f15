-- Codes outlive the grids that bear them. Every code ever given stands in given_code; what became of
-- a grid when a new division replaced it stands in grid_lineage; and whatever names a grid by code
-- (rights, posts, stations) finds today's grids through grids_of_code. Nothing is rewritten when a
-- division comes into force, so that one that is to come switches everything at its moment.

-- plan_id is the plan that reserved the code, NULL if an import brought it.
CREATE TABLE given_code (
  code     text        PRIMARY KEY,
  plan_id  bigint,
  given_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO given_code (code) SELECT DISTINCT code FROM grid;

CREATE FUNCTION give_grid_codes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO given_code (code) SELECT DISTINCT code FROM fresh ORDER BY code ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER grid_codes_given AFTER INSERT ON grid
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION give_grid_codes();

-- One row for each pair of codes between which land passed by a split, a merger or a new number when
-- the division replaced the one before. replaces: from_code has no grid of its own any more in the
-- division, and to_code stands for it.
CREATE TABLE grid_lineage (
  division_id bigint  NOT NULL REFERENCES division ON DELETE CASCADE,
  from_code   text    NOT NULL,
  to_code     text    NOT NULL,
  kind        text    NOT NULL CHECK (kind IN ('SPLIT', 'MERGED', 'RECODED')),
  replaces    boolean NOT NULL,
  PRIMARY KEY (division_id, from_code, to_code),
  CHECK (from_code <> to_code)
);
CREATE INDEX grid_lineage_from ON grid_lineage (from_code) WHERE replaces;
CREATE INDEX grid_lineage_to ON grid_lineage (to_code) WHERE replaces;

-- The grids in force that a code means today: the one that bears it, else those that replaced it,
-- across any number of divisions. Divisions still to come do not count.
CREATE FUNCTION grids_of_code(wanted text) RETURNS SETOF bigint LANGUAGE sql STABLE PARALLEL SAFE ROWS 2 AS $$
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
  FROM heir h
  JOIN grid g ON g.code = h.code
  JOIN division d ON d.id = g.division_id AND d.status = 'PUBLISHED' AND d.valid @> now()
$$;

-- The other way round: every code that means a grid today, its own among them; none if it is not in
-- force.
CREATE FUNCTION codes_of_grid(wanted bigint) RETURNS SETOF text LANGUAGE sql STABLE PARALLEL SAFE ROWS 2 AS $$
  WITH RECURSIVE name_of (code) AS (
    SELECT g.code
    FROM grid g
    JOIN division d ON d.id = g.division_id AND d.status = 'PUBLISHED' AND d.valid @> now()
    WHERE g.id = wanted
    UNION
    SELECT l.from_code
    FROM name_of n
    JOIN grid_lineage l ON l.to_code = n.code AND l.replaces
    JOIN division d ON d.id = l.division_id AND lower(d.valid) <= now()
    WHERE NOT EXISTS (
      SELECT FROM grid g
      JOIN division f ON f.id = g.division_id AND f.status = 'PUBLISHED' AND f.valid @> now()
      WHERE g.code = l.from_code)
  )
  SELECT code FROM name_of
$$;

GRANT SELECT ON given_code, grid_lineage TO gridmap_map;

-- As in V5, but a grant whose code a redraw replaced goes on in its successors. PL/pgSQL keeps the
-- plan of the statement for the session; SQL would make it anew for each request.
CREATE OR REPLACE FUNCTION account.granted_leaves(roles text[]) RETURNS SETOF bigint
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
BEGIN
  RETURN QUERY
  SELECT DISTINCT c.descendant_id
  FROM account.role_grant r
  JOIN account.account a ON a.id = r.account_id AND a.state = 'ACTIVE'
  CROSS JOIN LATERAL grids_of_code(r.grid_code) AS own (id)
  JOIN grid_closure c ON c.ancestor_id = own.id
  JOIN grid leaf ON leaf.id = c.descendant_id AND leaf.leaf
  WHERE r.account_id = account.current_account()
    AND r.state = 'IN_FORCE' AND (r.valid_until IS NULL OR r.valid_until > now())
    AND r.role = ANY (roles);
END
$$;
