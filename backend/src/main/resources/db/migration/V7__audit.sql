-- What was done, by whom, to what: a chain of entries in which each carries the digest of itself and
-- of the one before. Owner: audit. And what the database knows of the sealing keys. Owner: cipher.
-- Nobody may change an entry: neither the roles of the server, which lack the privilege, nor the
-- owner, whom the triggers refuse. Who removes the triggers first is found by ./gridmap audit verify.

-- One value with its length, so that no two rows of values have the same bytes.
CREATE FUNCTION audit.measured(value text) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN value IS NULL THEN '\x00'::bytea
  ELSE '\x01'::bytea || int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8')
END;

CREATE TABLE audit.entry (
  -- from 1, without gaps, in the order of commits
  id            bigint      PRIMARY KEY,
  -- never earlier than the entry before
  at            timestamptz NOT NULL,
  account_id    bigint,
  login         text,
  via           text,
  action        text        NOT NULL CHECK (action ~ '^[A-Z][A-Z0-9_]{1,59}$'),
  outcome       text        NOT NULL CHECK (outcome IN ('DONE', 'REFUSED', 'FAILED')),
  subject_type  text,
  subject_id    bigint,
  purpose       text,
  detail        jsonb       NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(detail) = 'object'),
  request       text,
  address       text,
  previous_hash bytea       NOT NULL CHECK (octet_length(previous_hash) = 32),
  hash          bytea       NOT NULL CHECK (octet_length(hash) = 32)
);
-- The last entries of an account, of an action, about a thing, of a moment, from a log of any length.
CREATE INDEX entry_account ON audit.entry (account_id, id);
CREATE INDEX entry_action ON audit.entry (action, id);
CREATE INDEX entry_subject ON audit.entry (subject_type, subject_id, id);
CREATE INDEX entry_at ON audit.entry (at, id);

-- The end of the chain. Before the first entry its digest is 32 zero bytes.
CREATE TABLE audit.head (
  one  boolean     PRIMARY KEY DEFAULT true CHECK (one),
  id   bigint      NOT NULL,
  at   timestamptz NOT NULL,
  hash bytea       NOT NULL CHECK (octet_length(hash) = 32)
) WITH (fillfactor = 10);
INSERT INTO audit.head (id, at, hash) VALUES (0, '2000-01-01 00:00Z', decode(repeat('00', 32), 'hex'));

-- Gives an entry its number, its moment and its digest, whatever was given. One at a time: the lock
-- is held until the transaction ends, so numbers follow the order of commits and have no gaps.
CREATE FUNCTION audit.append() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp SET datestyle = 'ISO' AS $$
DECLARE
  head audit.head;
BEGIN
  PERFORM pg_advisory_xact_lock(7226340174131277927);
  SELECT * INTO STRICT head FROM audit.head;
  NEW.id := head.id + 1;
  NEW.at := greatest(clock_timestamp(), head.at);
  NEW.detail := coalesce(NEW.detail, '{}');
  NEW.previous_hash := head.hash;
  NEW.hash := sha256(
    head.hash
    || audit.measured(NEW.id::text)
    || audit.measured((extract(epoch FROM NEW.at) * 1000000)::bigint::text)
    || audit.measured(NEW.account_id::text)
    || audit.measured(NEW.login)
    || audit.measured(NEW.via)
    || audit.measured(NEW.action)
    || audit.measured(NEW.outcome)
    || audit.measured(NEW.subject_type)
    || audit.measured(NEW.subject_id::text)
    || audit.measured(NEW.purpose)
    || audit.measured(NEW.detail::text)
    || audit.measured(NEW.request)
    || audit.measured(NEW.address));
  UPDATE audit.head SET id = NEW.id, at = NEW.at, hash = NEW.hash;
  RETURN NEW;
END;
$$;
CREATE TRIGGER append BEFORE INSERT ON audit.entry FOR EACH ROW EXECUTE FUNCTION audit.append();

CREATE FUNCTION audit.refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'the audit log only grows' USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
-- The head moves from within the trigger of an entry and never by itself.
CREATE TRIGGER moves_with_entries BEFORE INSERT OR UPDATE OR DELETE ON audit.head
  FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION audit.refuse();
CREATE TRIGGER stays BEFORE TRUNCATE ON audit.head FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
-- Also for a session that calls itself a replica.
ALTER TABLE audit.entry ENABLE ALWAYS TRIGGER append;
ALTER TABLE audit.entry ENABLE ALWAYS TRIGGER only_grows;
ALTER TABLE audit.head ENABLE ALWAYS TRIGGER moves_with_entries;
ALTER TABLE audit.head ENABLE ALWAYS TRIGGER stays;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA audit FROM PUBLIC;
-- What an entry gets from the trigger cannot even be given.
GRANT INSERT (account_id, login, via, action, outcome, subject_type, subject_id, purpose, detail, request, address)
  ON audit.entry TO gridmap_audit;
GRANT SELECT ON audit.entry, audit.head TO gridmap_app;

CREATE TABLE sealing_key (
  version      integer     PRIMARY KEY CHECK (version > 0),
  -- made from the key, which cannot be worked out from it
  check_value  bytea       NOT NULL CHECK (octet_length(check_value) = 16),
  created_at   timestamptz NOT NULL DEFAULT now(),
  destroyed_at timestamptz
);
REVOKE ALL ON sealing_key FROM gridmap_app, gridmap_job;
GRANT SELECT, INSERT, UPDATE ON sealing_key TO gridmap_job;
