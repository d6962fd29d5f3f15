-- Signing in: sessions, second factors, tokens for programs, invitations, and the memory of wrong
-- guesses. Every secret that a person or a program shows is kept as a hash; the secret of a second
-- factor is sealed, because the server must read it.

-- The system acts under a name of its own, one for each way in. Nobody can sign in as one of them.
INSERT INTO account.account (login, name, state, system)
VALUES ('system:first-start', '系统（首次启动）', 'ACTIVE', true),
       ('system:cli', '系统（命令行）', 'ACTIVE', true);

-- Who asks, who decides and who receives are three persons; one person is enough to take away.
ALTER TABLE account.role_grant
  ADD COLUMN withdrawn_by bigint REFERENCES account.account,
  ADD COLUMN withdrawn_at timestamptz,
  ADD CONSTRAINT role_grant_not_for_oneself CHECK (requested_by <> account_id),
  ADD CONSTRAINT role_grant_withdrawn_by_somebody
    CHECK ((state = 'WITHDRAWN') = (withdrawn_by IS NOT NULL AND withdrawn_at IS NOT NULL));

-- A session is half a session (SECOND_FACTOR) until its second factor was shown, if one is needed.
CREATE TABLE account.session (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token_hash       bytea       NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  account_id       bigint      NOT NULL REFERENCES account.account ON DELETE CASCADE,
  stage            text        NOT NULL CHECK (stage IN ('SECOND_FACTOR', 'SIGNED_IN')),
  second_factor_at timestamptz,
  -- worth nothing without the cookie
  csrf_token       text        NOT NULL,
  created_at       timestamptz NOT NULL DEFAULT now(),
  last_seen_at     timestamptz NOT NULL DEFAULT now(),
  address          text        NOT NULL,
  agent            text        NOT NULL,
  CHECK (second_factor_at IS NULL OR stage = 'SIGNED_IN')
);
CREATE INDEX session_account ON account.session (account_id);
CREATE INDEX session_last_seen ON account.session (last_seen_at);

CREATE TABLE account.second_factor (
  account_id   bigint PRIMARY KEY REFERENCES account.account ON DELETE CASCADE,
  secret       bytea       NOT NULL,
  confirmed_at timestamptz,
  -- steps of 30 seconds since 1970; a code of this step or an older one is spent
  last_step    bigint      NOT NULL DEFAULT 0,
  created_at   timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE account.recovery_code (
  account_id bigint NOT NULL REFERENCES account.account ON DELETE CASCADE,
  code_hash  bytea  NOT NULL CHECK (octet_length(code_hash) = 32),
  used_at    timestamptz,
  PRIMARY KEY (account_id, code_hash)
);

CREATE TABLE account.access_token (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id   bigint      NOT NULL REFERENCES account.account ON DELETE CASCADE,
  name         text        NOT NULL,
  token_hash   bytea       NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  created_at   timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz NOT NULL,
  last_used_at timestamptz,
  CHECK (expires_at <= created_at + interval '366 days')
);
CREATE INDEX access_token_account ON account.access_token (account_id);

CREATE TABLE account.invitation (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint      NOT NULL REFERENCES account.account ON DELETE CASCADE,
  token_hash bytea       NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  created_by bigint      NOT NULL REFERENCES account.account,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);
CREATE INDEX invitation_account ON account.invitation (account_id);

-- Attempts that count as wrong until they turn out right. The key is a hash: people type passwords
-- where the login belongs.
CREATE TABLE account.throttle (
  kind         text        NOT NULL CHECK (kind IN ('LOGIN', 'ADDRESS', 'SECOND_FACTOR', 'PASSWORD')),
  key          bytea       NOT NULL,
  failures     integer     NOT NULL CHECK (failures >= 0),
  locked_until timestamptz,
  last_at      timestamptz NOT NULL,
  PRIMARY KEY (kind, key)
);
CREATE INDEX throttle_last ON account.throttle (last_at);

-- Every server keeps rights and sessions in memory. Whatever changes them says whose they were, so
-- that no server goes on believing what it knew, whichever program made the change.
CREATE FUNCTION account.tell_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('gridmap_account', coalesce(NEW.id, OLD.id)::text);
  RETURN NULL;
END
$$;
CREATE FUNCTION account.tell_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('gridmap_account', coalesce(NEW.account_id, OLD.account_id)::text);
  RETURN NULL;
END
$$;
CREATE TRIGGER account_tell AFTER UPDATE OR DELETE ON account.account
  FOR EACH ROW EXECUTE FUNCTION account.tell_account();
CREATE TRIGGER role_grant_tell AFTER INSERT OR UPDATE OR DELETE ON account.role_grant
  FOR EACH ROW EXECUTE FUNCTION account.tell_owner();
CREATE TRIGGER second_factor_tell AFTER INSERT OR UPDATE OF confirmed_at OR DELETE ON account.second_factor
  FOR EACH ROW EXECUTE FUNCTION account.tell_owner();
CREATE TRIGGER session_tell AFTER UPDATE OF token_hash, stage OR DELETE ON account.session
  FOR EACH ROW EXECUTE FUNCTION account.tell_owner();
CREATE TRIGGER access_token_tell AFTER DELETE ON account.access_token
  FOR EACH ROW EXECUTE FUNCTION account.tell_owner();

-- A rotation of the keys seals the secrets anew, in every row.
GRANT SELECT (account_id, secret), UPDATE (secret) ON account.second_factor TO gridmap_job;
REVOKE EXECUTE ON FUNCTION account.tell_account(), account.tell_owner() FROM PUBLIC;
