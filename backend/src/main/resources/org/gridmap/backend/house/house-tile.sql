-- Houses of a tile at zooms where they are drawn one by one, as prepared for tiles of zoom 16.
SELECT houses FROM house_tile WHERE x BETWEEN :x AND :last_x AND y BETWEEN :y AND :last_y
