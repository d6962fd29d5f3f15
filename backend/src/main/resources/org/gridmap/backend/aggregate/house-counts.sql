-- Every house with the counts that are told coarsely. No parameters.
SELECT h.id, ST_X(h.entrance) AS lon, ST_Y(h.entrance) AS lat,
       coalesce(t.households, 0) AS households, coalesce(t.residents, 0) AS residents,
       coalesce(t.care_needs, 0) AS care_needs
FROM house h LEFT JOIN person.house_tally t ON t.house_id = h.id
ORDER BY h.id
