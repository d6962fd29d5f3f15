-- Emergency resources.
SELECT id, kind, name, quantity, checked_on, house_id AS house, grid_code AS grid,
       location AS geom, location_3857 AS geom_3857
FROM emergency_resource
