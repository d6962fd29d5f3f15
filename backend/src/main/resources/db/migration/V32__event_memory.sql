-- Whoever keeps events in his memory learns of changes by their revision; a row that was taken away has
-- none, so the revision at which that happened last is kept beside. Owner: event.
ALTER TABLE event_revision ADD COLUMN deleted bigint NOT NULL DEFAULT 0;

CREATE FUNCTION tell_event_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE event_revision SET number = number + 1, deleted = number + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER event_deletion_told AFTER DELETE ON event FOR EACH STATEMENT EXECUTE FUNCTION tell_event_deletion();
CREATE TRIGGER event_emptying_told AFTER TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION tell_event_deletion();

-- What the current account was granted in one of the roles, and which divisions are in force: as long as
-- both are the same its grids are the same, and whoever remembers them need not ask for them again.
CREATE FUNCTION account.scope_mark(roles text[]) RETURNS text
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN concat(
    (SELECT string_agg(DISTINCT r.grid_code, ',' ORDER BY r.grid_code)
     FROM account.role_grant r
     JOIN account.account a ON a.id = r.account_id AND a.state = 'ACTIVE'
     WHERE r.account_id = account.current_account()
       AND r.state = 'IN_FORCE' AND (r.valid_until IS NULL OR r.valid_until > now())
       AND r.role = ANY (roles)), '|',
    (SELECT string_agg(d.id::text, ',' ORDER BY d.id)
     FROM division d WHERE d.status = 'PUBLISHED' AND d.valid @> now()));
END
$$;
REVOKE EXECUTE ON FUNCTION account.scope_mark(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION account.scope_mark(text[]) TO gridmap_app, gridmap_job;
