-- The doctor also tells narrow land of nobody that is open at an end, and marks what rests on a
-- reading of invalid rings.
ALTER TABLE finding DROP CONSTRAINT finding_kind_check;
ALTER TABLE finding ADD CONSTRAINT finding_kind_check CHECK (kind IN
  ('INVALID', 'OVERLAP', 'DUPLICATE', 'CONTAINMENT', 'GAP', 'STRIP', 'OUTSIDE', 'EDGE_MISMATCH', 'MULTIPART', 'TOO_COMPLEX'));
ALTER TABLE finding ADD COLUMN approximate boolean NOT NULL DEFAULT false;
