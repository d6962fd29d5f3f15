-- What the map shows by itself: the divisions in force, and drafts where nothing is; for another
-- moment, the divisions in force then. division.shown says it for drafts only: a published division
-- comes and goes by its validity, without anybody writing a row.
CREATE FUNCTION is_shown(d division, moment timestamptz) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE d.status
    WHEN 'PUBLISHED' THEN d.valid @> coalesce(moment, now())
    ELSE d.shown AND moment IS NULL
  END
$$;

-- Divisions that were published for a later moment and of whose coming into force the map was told.
CREATE TABLE division_turn (
  division_id bigint      PRIMARY KEY REFERENCES division ON DELETE CASCADE,
  told_at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX division_to_come ON division (lower(valid)) WHERE lower(valid) > created_at;
