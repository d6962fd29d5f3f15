-- A later entry of the history of a new event.
INSERT INTO event_history (event_id, at, action, from_step, to_step, step_seconds, grid_code, account_id, role,
  handled, details)
VALUES (:event, :at, :action, CAST(:from AS text), :to, CAST(:seconds AS bigint), :grid,
  CAST(:account AS bigint), CAST(:role AS text), :handled, CAST(:details AS jsonb))
