-- Service stations. A minute of walking is 60 m in a straight line: Station.METRES_A_MINUTE.
SELECT id, name, address, phone, opening_hours AS hours, walking_minutes, walking_minutes * 60 AS metres,
       grid_code AS grid, location AS geom, location_3857 AS geom_3857
FROM station
