UPDATE house
SET number = :number, name = :name, address = :address, aliases = :aliases, use = :use,
    structure = :structure, floors = :floors, height_metres = :height,
    floor_area_square_metres = :floorArea, renovation = :renovation, occupancy = :occupancy,
    safety_grade = :grade, safety_findings = :findings, built = :built,
    edited = ARRAY(SELECT DISTINCT field FROM unnest(edited || CAST(:edited AS text[])) AS field ORDER BY field),
    version = version + 1
WHERE id = :id
