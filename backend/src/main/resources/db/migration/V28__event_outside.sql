-- What a program may do with an access token: read the map, or report events by Open311. Owner: identity.
ALTER TABLE account.access_token ADD COLUMN use text NOT NULL DEFAULT 'MAP' CHECK (use IN ('MAP', 'REPORT'));

-- What changed since a moment, for programs that ask for that. Owner: event.
CREATE INDEX event_history_at ON event_history (at);
