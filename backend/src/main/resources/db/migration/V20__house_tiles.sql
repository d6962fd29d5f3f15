-- Houses near the viewer, prepared for tiles as grids are: a street tile of hundreds of houses reads a
-- few rows. What a house is and in which leaf it lies is stored twice then; both are written by the
-- transaction that changes the house or the division.

-- The houses that meet a tile of zoom 16, in the order of their numbers: ids, and for each what
-- record_send makes of its number, name, use, floors, height and footprint, or place without one.
CREATE TABLE house_tile (
  x      integer  NOT NULL,
  y      integer  NOT NULL,
  ids    bigint[] NOT NULL,
  houses bytea    NOT NULL,
  PRIMARY KEY (x, y)
);

-- Which of them lie in a leaf of a division: their ids, eight bytes each. No key to the grid: it goes
-- with its division.
CREATE TABLE house_leaf_tile (
  x           integer NOT NULL,
  y           integer NOT NULL,
  division_id bigint  NOT NULL REFERENCES division ON DELETE CASCADE,
  grid_id     bigint  NOT NULL,
  houses      bytea   NOT NULL,
  PRIMARY KEY (x, y, division_id, grid_id)
);
CREATE INDEX house_leaf_tile_division ON house_leaf_tile (division_id);
GRANT SELECT ON house_tile, house_leaf_tile TO gridmap_map;

-- The column of an easting in metres, the row of a southing, after rounding to the lattice of zoom 17.
CREATE FUNCTION house_tile_number(metres double precision) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (round((metres / 40075016.68557849 + 0.5) * 536870912)::bigint >> 13)::integer
$$;

-- Prepares the houses of all tiles from west to east and north to south, these included. One at a time:
-- two who change houses of one tile would each store what it was without the other.
CREATE FUNCTION fill_house_tile(west integer, north integer, east integer, south integer) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('house_tile', 0));
  DELETE FROM house_tile WHERE x BETWEEN west AND east AND y BETWEEN north AND south;
  INSERT INTO house_tile (x, y, ids, houses)
  WITH area AS MATERIALIZED (
    SELECT ST_Expand(ST_MakeEnvelope(west * side - half, half - (south + 1) * side,
             (east + 1) * side - half, half - north * side, 3857), 1) AS box
    FROM (SELECT 611.4962262813548 AS side, 20037508.342789245 AS half) world),
  shown AS (
    SELECT h.id, h.footprint_3857 AS shape,
           record_send(ROW (h.id, h.number, nullif(h.name, ''), h.use, h.floors, h.height_metres,
             ST_AsBinary(h.footprint_3857), NULL::float8, NULL::float8)) AS house
    FROM area JOIN house h ON h.footprint_3857 && area.box
    UNION ALL
    SELECT h.id, h.entrance_3857,
           record_send(ROW (h.id, h.number, nullif(h.name, ''), h.use, h.floors, h.height_metres,
             NULL::bytea, ST_X(h.entrance_3857), ST_Y(h.entrance_3857)))
    FROM area JOIN house h ON h.entrance_3857 && area.box AND h.footprint IS NULL)
  SELECT x, y, array_agg(id), string_agg(house, NULL)
  FROM (
    -- Sorted once and not for each aggregate.
    SELECT x, y, id, house
    FROM shown,
         generate_series(house_tile_number(ST_XMin(shape)), house_tile_number(ST_XMax(shape))) x,
         generate_series(house_tile_number(-ST_YMax(shape)), house_tile_number(-ST_YMin(shape))) y
    WHERE x BETWEEN west AND east AND y BETWEEN north AND south
    ORDER BY x, y, id) placed
  GROUP BY x, y
$$;

-- Prepares the leaves of the same houses: of one division, or of all if it is NULL.
CREATE FUNCTION fill_house_leaf_tile(division bigint, west integer, north integer, east integer, south integer) RETURNS void LANGUAGE sql AS $$
  DELETE FROM house_leaf_tile
  WHERE x BETWEEN west AND east AND y BETWEEN north AND south AND (division IS NULL OR division_id = division);
  INSERT INTO house_leaf_tile (x, y, division_id, grid_id, houses)
  SELECT t.x, t.y, hg.division_id, hg.grid_id, string_agg(int8send(hg.house_id), NULL ORDER BY hg.house_id)
  FROM house_tile t, unnest(t.ids) house, house_grid hg
  WHERE t.x BETWEEN west AND east AND t.y BETWEEN north AND south
    AND hg.house_id = house AND (division IS NULL OR hg.division_id = division)
  GROUP BY t.x, t.y, hg.division_id, hg.grid_id
  -- A division may come into force between the two statements.
  ON CONFLICT (x, y, division_id, grid_id) DO UPDATE SET houses = EXCLUDED.houses
$$;

SELECT fill_house_tile(0, 0, 65535, 65535);
SELECT fill_house_leaf_tile(NULL, 0, 0, 65535, 65535);
