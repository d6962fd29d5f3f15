-- The leaf of a house is asked for with each house of a tile and each row about people: answered from
-- the index alone.
DROP INDEX house_grid_house;
CREATE INDEX house_grid_house ON house_grid (house_id, division_id) INCLUDE (grid_id);
