UPDATE leanix_run
SET stage = 'RECEIVED', started_at = NULL
WHERE id = :#${variable.id} AND stage = 'STARTED' AND run_id IS NULL
RETURNING *
