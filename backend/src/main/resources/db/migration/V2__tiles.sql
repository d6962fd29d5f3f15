-- What the map is drawn from: copies of grids and houses prepared when they are stored, so that a
-- tile costs what it shows and not what is stored.

-- Each grid generalised for each zoom at which its level is drawn. Shapes are whole numbers on the
-- lattice of the zoom (4096 steps to a tile), so neighbours share their points exactly.
CREATE TABLE grid_tile (
  division_id bigint   NOT NULL REFERENCES division ON DELETE CASCADE,
  grid_id     bigint   NOT NULL REFERENCES grid ON DELETE CASCADE,
  zoom        smallint NOT NULL,
  extent      box      NOT NULL,
  shape       bytea    NOT NULL
);
CREATE INDEX grid_tile_place ON grid_tile USING gist (division_id, zoom, extent);
CREATE INDEX grid_tile_grid ON grid_tile (grid_id);
ALTER TABLE grid_tile ALTER COLUMN shape SET STORAGE EXTERNAL;

-- Each border between two grids once, from junction to junction.
CREATE TABLE grid_border_tile (
  division_id bigint   NOT NULL REFERENCES division ON DELETE CASCADE,
  level       smallint NOT NULL,
  zoom        smallint NOT NULL,
  extent      box      NOT NULL,
  shape       bytea    NOT NULL
);
CREATE INDEX grid_border_tile_place ON grid_border_tile USING gist (division_id, zoom, extent);

-- The houses of one tile from afar, summed in 32 x 32 cells: what a tile costs does not grow with
-- the number of houses in it.
CREATE TABLE house_overview (
  zoom   smallint NOT NULL,
  x      integer  NOT NULL,
  y      integer  NOT NULL,
  houses integer  NOT NULL,
  cells  bytea    NOT NULL,
  PRIMARY KEY (zoom, x, y)
);

-- The zoom from which a road is drawn, by its kind.
ALTER TABLE road ADD COLUMN min_zoom smallint NOT NULL GENERATED ALWAYS AS (
  CASE kind
    WHEN 'motorway' THEN 6 WHEN 'trunk' THEN 7 WHEN 'motorway_link' THEN 10 WHEN 'trunk_link' THEN 10
    WHEN 'primary' THEN 9 WHEN 'secondary' THEN 11 WHEN 'primary_link' THEN 12 WHEN 'secondary_link' THEN 12
    WHEN 'tertiary' THEN 12 WHEN 'tertiary_link' THEN 13
    WHEN 'service' THEN 15 WHEN 'footway' THEN 15 WHEN 'path' THEN 15 WHEN 'steps' THEN 15
    WHEN 'cycleway' THEN 15 WHEN 'corridor' THEN 16 WHEN 'elevator' THEN 16
    ELSE 13 END) STORED;
CREATE INDEX road_overview ON road USING gist (geom_3857) WHERE min_zoom <= 12;

-- Houses without a footprint are points at every zoom.
CREATE INDEX house_point_3857 ON house USING gist (entrance_3857) WHERE footprint IS NULL;

-- Findings are looked up by the point that stands for them.
CREATE INDEX finding_place ON finding USING gist (place);

-- Numbers of identity columns are given out before the commit, so a smaller one may become visible
-- after a larger one. The transaction tells which changes a reader cannot have seen yet.
ALTER TABLE map_change ADD COLUMN transaction xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX map_change_transaction ON map_change (transaction);
