-- Open events in a box, with what decides whether a division in force moves them, by number.
SELECT id, location, house_id, grid_code, other_grid_code, owner_grid_code
FROM event
WHERE closed IS NULL AND location && ST_MakeEnvelope(:west, :south, :east, :north, 4490)
ORDER BY id
