SELECT id, at, login, field, old_value, new_value
FROM house_change
WHERE house_id = :house
ORDER BY id DESC
LIMIT 500
