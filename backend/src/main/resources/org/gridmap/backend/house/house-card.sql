SELECT h.id,
       h.number,
       h.name,
       h.address,
       h.aliases,
       h.use,
       h.structure,
       h.floors,
       CAST(round(CAST(h.height_metres AS numeric), 2) AS double precision) AS height_metres,
       h.resident_count,
       ST_X(h.entrance) AS lon,
       ST_Y(h.entrance) AS lat,
       h.synthetic,
       h.attribution
FROM house h
WHERE h.id = :id
