SELECT r.id, r.role, r.grid_code, r.state, r.requested_at, r.decided_at, r.withdrawn_at, r.valid_until,
       a.id AS account_id, a.login AS account_login, a.name AS account_name,
       q.id AS requested_id, q.login AS requested_login, q.name AS requested_name,
       d.id AS decided_id, d.login AS decided_login, d.name AS decided_name,
       w.id AS withdrawn_id, w.login AS withdrawn_login, w.name AS withdrawn_name,
       coalesce(
         (SELECT string_agg(g.name, '、' ORDER BY g.code)
          FROM grids_of_code(r.grid_code) AS today (id) JOIN grid g ON g.id = today.id),
         (SELECT v.name FROM division v WHERE v.root_code = r.grid_code ORDER BY v.id DESC LIMIT 1)) AS grid_name
FROM account.role_grant r
JOIN account.account a ON a.id = r.account_id
JOIN account.account q ON q.id = r.requested_by
LEFT JOIN account.account d ON d.id = r.decided_by
LEFT JOIN account.account w ON w.id = r.withdrawn_by
WHERE :state::text IS NULL OR r.state = :state::text
ORDER BY r.id DESC
LIMIT 500
