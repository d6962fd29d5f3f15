-- What was reported about a new event.
INSERT INTO person.event_text (event_id, history_id, author_id, kind, written_at, text)
VALUES (:event, :history, :author, :kind, :at, :text)
