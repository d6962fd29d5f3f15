-- Says in the history of events that a division moved them, all at once. Parameters: :entries (a JSON array), :at.
INSERT INTO event_history (event_id, at, action, from_step, to_step, grid_code, left_codes, details, was_at, was_house)
SELECT n.event, CAST(:at AS timestamptz), 'REDRAW', n.step, n.step, n.grid, n.gone, n.details,
       ST_SetSRID(ST_MakePoint(n."wasLongitude", n."wasLatitude"), 4490), n."wasHouse"
FROM jsonb_to_recordset(CAST(:entries AS jsonb)) AS n (
  event bigint, step text, grid text, gone text[], details jsonb, "wasLongitude" double precision,
  "wasLatitude" double precision, "wasHouse" bigint)
ORDER BY n.event
