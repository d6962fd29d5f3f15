-- Rows that name a grid go with it, and the grid with its division: a second key to the division is only
-- checked once more for each house of a division that comes into force.
ALTER TABLE house_grid DROP CONSTRAINT house_grid_division_id_fkey;
ALTER TABLE grid_closure DROP CONSTRAINT grid_closure_division_id_fkey;
ALTER TABLE grid_tile DROP CONSTRAINT grid_tile_division_id_fkey;

-- A new grid is written a second time when its houses are counted: with room in its page no index is.
ALTER TABLE grid SET (fillfactor = 50);
