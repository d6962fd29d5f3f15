-- A removed receiver is told nothing from that moment on; what waited for it is taken away afterwards, a
-- part at a time, because whoever reports an event holds the rows of receivers. Owner: event.webhook.
ALTER TABLE webhook ADD COLUMN removed_at timestamptz;
