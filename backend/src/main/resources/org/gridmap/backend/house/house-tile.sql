-- Houses of a tile near the viewer, as prepared for tiles of zoom 16. Parameters: the first and last
-- column and the first and last row of those.
SELECT houses FROM house_tile WHERE x BETWEEN ? AND ? AND y BETWEEN ? AND ?
