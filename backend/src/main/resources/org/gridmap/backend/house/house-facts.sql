SELECT number, name, address, aliases, use, structure, floors,
       CAST(round(CAST(height_metres AS numeric), 2) AS double precision) AS height_metres,
       CAST(round(CAST(floor_area_square_metres AS numeric), 2) AS double precision) AS floor_area_square_metres,
       renovation, occupancy, safety_grade AS safety, safety_findings, built, version,
       ST_XMin(coalesce(footprint, entrance)) AS west, ST_XMax(coalesce(footprint, entrance)) AS east,
       ST_YMin(coalesce(footprint, entrance)) AS south, ST_YMax(coalesce(footprint, entrance)) AS north
FROM house
WHERE id = :id
FOR UPDATE
