SELECT number, name, address, aliases, use, structure, floors,
       CAST(round(CAST(height_metres AS numeric), 2) AS double precision) AS height_metres,
       CAST(round(CAST(floor_area_square_metres AS numeric), 2) AS double precision) AS floor_area_square_metres,
       renovation, occupancy, safety_grade AS safety, safety_findings, built, version,
       coalesce(footprint, entrance) AS outline
FROM house
WHERE id = :id
FOR UPDATE
