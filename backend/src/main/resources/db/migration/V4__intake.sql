-- What was imported, when, and how many rows: never the rows themselves.
CREATE TABLE import_run (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at           timestamptz NOT NULL DEFAULT now(),
  content      text        NOT NULL,
  source       text        NOT NULL,
  rows_read    bigint      NOT NULL,
  rows_stored  bigint      NOT NULL,
  rows_refused bigint      NOT NULL
);
