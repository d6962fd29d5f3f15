-- What was told of the people of each leaf grid to those who do not answer for them: it moves by
-- steps, and a restart or a second server tells the same. counts as the program lists its measures.
CREATE TABLE person.told_tally (
  grid_id  bigint    NOT NULL,
  house_id bigint    NOT NULL,
  counts   integer[] NOT NULL,
  PRIMARY KEY (grid_id, house_id)
);

-- One row; the mark is another one after each step. Whoever makes a step holds it.
CREATE TABLE person.told_state (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  mark     uuid    NOT NULL
);
INSERT INTO person.told_state (mark) VALUES (gen_random_uuid());

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['told_tally', 'told_state'] LOOP
    EXECUTE format('ALTER TABLE person.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE person.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY job ON person.%I TO gridmap_job USING (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON person.%I TO gridmap_job', t);
    EXECUTE format('REVOKE ALL ON person.%I FROM gridmap_app', t);
  END LOOP;
END $$;

-- For each grid of a division that replaced another one: the grid before it with exactly the same
-- houses, if there was one. coarse: there was none, or that one was coarse; its exact counts beside
-- those of the grids before would tell of the few houses between two borders.
CREATE TABLE grid_succession (
  grid_id bigint  PRIMARY KEY REFERENCES grid ON DELETE CASCADE,
  same_as bigint,
  coarse  boolean NOT NULL
);
GRANT SELECT, INSERT ON grid_succession TO gridmap_job;
