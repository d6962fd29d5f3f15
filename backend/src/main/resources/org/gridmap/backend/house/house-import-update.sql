-- Houses of a source that are there already, in place: what hangs on them stays. What somebody
-- changed by hand stays too. Parameters: one array for each column, synthetic, attribution.
WITH incoming AS (
  SELECT h.id,
         CASE WHEN 'number' = ANY (h.edited) THEN h.number ELSE i.number END AS number,
         CASE WHEN 'address' = ANY (h.edited) THEN h.address ELSE i.address END AS address,
         CASE WHEN 'name' = ANY (h.edited) THEN h.name ELSE i.name END AS name,
         CASE WHEN 'aliases' = ANY (h.edited) THEN h.aliases ELSE i.aliases::text[] END AS aliases,
         i.entrance::geometry AS entrance,
         i.footprint::geometry AS footprint,
         CASE WHEN 'floors' = ANY (h.edited) THEN h.floors ELSE i.floors::smallint END AS floors,
         CASE WHEN 'heightMetres' = ANY (h.edited) THEN h.height_metres ELSE i.height_metres::real END AS height_metres,
         CASE WHEN 'structure' = ANY (h.edited) THEN h.structure ELSE i.structure END AS structure,
         CASE WHEN 'use' = ANY (h.edited) THEN h.use ELSE i.use END AS use,
         i.resident_count
  FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::integer[], ?::float8[], ?::text[], ?::text[], ?::integer[])
    AS i(id, number, address, name, aliases, entrance, footprint, floors, height_metres, structure, use, resident_count)
  JOIN house h ON h.id = i.id
)
UPDATE house h
SET number = i.number, address = i.address, name = i.name, aliases = i.aliases, entrance = i.entrance,
    footprint = i.footprint, floors = i.floors, height_metres = i.height_metres, structure = i.structure,
    use = i.use, resident_count = i.resident_count, synthetic = ?, attribution = ?, version = h.version + 1
FROM incoming i
WHERE h.id = i.id
  AND (h.number, h.address, h.name, h.aliases, h.floors, h.height_metres, h.structure, h.use, h.resident_count,
       h.synthetic, h.attribution, ST_AsBinary(h.entrance), ST_AsBinary(h.footprint))
    IS DISTINCT FROM
      (i.number, i.address, i.name, i.aliases, i.floors, i.height_metres, i.structure, i.use, i.resident_count,
       ?, ?, ST_AsBinary(i.entrance), ST_AsBinary(i.footprint))
