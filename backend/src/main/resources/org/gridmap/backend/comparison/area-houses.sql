-- Houses in a box with their counts. Parameters: west, south, east, north in degrees.
SELECT h.id, h.number, h.address, ST_X(h.entrance) AS lon, ST_Y(h.entrance) AS lat,
       coalesce(t.households, 0) AS households, coalesce(t.residents, 0) AS residents,
       coalesce(t.care_needs, 0) AS care_needs
FROM house h LEFT JOIN person.house_tally t ON t.house_id = h.id
WHERE h.entrance && ST_MakeEnvelope(:west, :south, :east, :north, 4490)
ORDER BY h.id
