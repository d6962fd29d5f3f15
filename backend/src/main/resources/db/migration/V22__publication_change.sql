-- A publication that is still to come is called off, or moved to another day, by two persons: one
-- asks and says why, another one agrees. Owner: publication.
CREATE TABLE publication_change (
  id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan_id      bigint      NOT NULL REFERENCES plan,
  -- code and name of the area
  root_code    text        NOT NULL,
  plan_name    text        NOT NULL,
  kind         text        NOT NULL CHECK (kind IN ('CALL_OFF', 'MOVE')),
  -- when it was to come into force, and when it does now: empty for at once
  planned_from timestamptz NOT NULL,
  wanted_from  timestamptz,
  reason       text        NOT NULL CHECK (reason IN ('WRONG_DAY', 'NOT_READY', 'OBJECTION', 'OTHER')),
  note         text        NOT NULL CHECK (note <> ''),
  state        text        NOT NULL DEFAULT 'ASKED' CHECK (state IN ('ASKED', 'DONE', 'DROPPED')),
  asked_by     bigint      NOT NULL,
  asked_at     timestamptz NOT NULL DEFAULT now(),
  decided_by   bigint,
  decided_at   timestamptz,
  CHECK ((state = 'ASKED') = (decided_at IS NULL))
);
CREATE UNIQUE INDEX publication_change_open ON publication_change (plan_id) WHERE state = 'ASKED';
CREATE INDEX publication_change_area ON publication_change (root_code, asked_at);
