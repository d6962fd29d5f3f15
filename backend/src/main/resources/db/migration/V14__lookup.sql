-- What was looked up, for the budget of an account: without a word of it. Owner: lookup.
-- A text that grows or shrinks while it is typed is one row. What has to be compared is a keyed
-- digest that the database alone cannot make.
CREATE TABLE person.lookup (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint      NOT NULL,
  first_at   timestamptz NOT NULL DEFAULT now(),
  at         timestamptz NOT NULL DEFAULT now(),
  kind       text        NOT NULL CHECK (kind IN ('NAME', 'PHONE', 'ENTRY')),
  -- digests of every beginning of the longest text, the shortest first
  texts      text[]      NOT NULL,
  -- digests of what the mask would show of what was guessed
  about      text[]      NOT NULL,
  -- whether it met nobody wholly; so until it is known
  missed     boolean     NOT NULL DEFAULT true,
  -- numbers of those whom it touched; NULL until they are known
  touched    bigint[]
);
CREATE INDEX lookup_account ON person.lookup (account_id, at);

ALTER TABLE person.lookup ENABLE ROW LEVEL SECURITY;
ALTER TABLE person.lookup FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON person.lookup TO gridmap_app USING (account_id = account.current_account());
CREATE POLICY job ON person.lookup TO gridmap_job USING (true);
REVOKE ALL ON person.lookup FROM gridmap_app, gridmap_job;
GRANT SELECT, INSERT ON person.lookup TO gridmap_app;
GRANT UPDATE (at, texts, about, missed, touched) ON person.lookup TO gridmap_app;
GRANT SELECT, DELETE ON person.lookup TO gridmap_job;
