-- What a new layer of the map needs beside its declaration.
SELECT id, number, floors, footprint AS geom, footprint_3857 AS geom_3857
FROM house
WHERE footprint IS NOT NULL
