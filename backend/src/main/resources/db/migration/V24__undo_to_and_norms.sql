-- A plan goes back to how it was after an entry of its log, as one entry.
ALTER TABLE plan_operation DROP CONSTRAINT plan_operation_kind_check;
ALTER TABLE plan_operation ADD CONSTRAINT plan_operation_kind_check
  CHECK (kind IN ('APPLY', 'UNDO', 'REDO', 'CARRY_OVER', 'UNDO_TO'));
ALTER TABLE plan_operation DROP CONSTRAINT plan_operation_check;
ALTER TABLE plan_operation ADD CONSTRAINT plan_operation_check
  CHECK ((kind IN ('UNDO', 'REDO')) = (reverts IS NOT NULL));
-- entry after which the plan was as it is again; 0 for its beginning
ALTER TABLE plan_operation ADD COLUMN back_to bigint CHECK (back_to >= 0 AND back_to < seq);
ALTER TABLE plan_operation ADD CONSTRAINT plan_operation_back_to
  CHECK ((kind = 'UNDO_TO') = (back_to IS NOT NULL));
-- What was taken back before the plan went back is in effect again, and may be taken back again.
ALTER TABLE plan_operation DROP CONSTRAINT plan_operation_plan_id_reverts_key;
CREATE INDEX plan_operation_reverts ON plan_operation (plan_id, reverts);

-- Some of the grids that an entry is about, each as its code, a space and its name then; how many they are.
ALTER TABLE plan_operation ADD COLUMN grids text[] NOT NULL DEFAULT '{}';
ALTER TABLE plan_operation ADD COLUMN grid_count integer NOT NULL DEFAULT 0;

-- Norms that planners set for their area, before those of the settings; the last version of an area
-- counts, an empty list is back to the settings. Older ones stay: with their reasons they are the
-- record of who changed what.
CREATE TABLE area_norms (
  area       text        NOT NULL,
  version    bigint      NOT NULL CHECK (version > 0),
  norms      jsonb       NOT NULL,
  reason     text        NOT NULL,
  account_id bigint      NOT NULL,
  set_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (area, version)
);
