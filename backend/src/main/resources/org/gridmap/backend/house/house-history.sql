SELECT id, at, login, field, old_value AS before, new_value AS after
FROM house_change
WHERE house_id = :house
ORDER BY id DESC
LIMIT 500
