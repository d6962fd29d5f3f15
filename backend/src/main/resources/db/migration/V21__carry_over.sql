-- A draft that another division overtook is carried over: its steps are done again on the new
-- division, as one entry of its log.
ALTER TABLE plan_operation DROP CONSTRAINT plan_operation_kind_check;
ALTER TABLE plan_operation ADD CONSTRAINT plan_operation_kind_check
  CHECK (kind IN ('APPLY', 'UNDO', 'REDO', 'CARRY_OVER'));
ALTER TABLE plan_operation DROP CONSTRAINT plan_operation_check;
ALTER TABLE plan_operation ADD CONSTRAINT plan_operation_check
  CHECK ((kind IN ('APPLY', 'CARRY_OVER')) = (reverts IS NULL));

-- Whether the division that a plan was begun from was called off before it came into force.
ALTER TABLE plan ADD COLUMN base_called_off boolean NOT NULL DEFAULT false;

CREATE TABLE plan_carry_over (
  plan_id       bigint  NOT NULL REFERENCES plan ON DELETE CASCADE,
  -- entry of the log
  seq           bigint  NOT NULL,
  from_division bigint,
  to_division   bigint  NOT NULL,
  -- the partition of the new division, before anything was done on it
  base          bytea   NOT NULL,
  fitting       integer NOT NULL,
  -- steps that did not fit: entry, kind, account, moment, reason, place, grids, borders
  left_over     jsonb   NOT NULL,
  PRIMARY KEY (plan_id, seq)
);
