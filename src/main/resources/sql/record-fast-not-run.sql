UPDATE leanix_run
SET stage = 'RECEIVED', started_at = NULL
WHERE id = :#id AND stage = 'STARTED' AND run_id IS NULL
RETURNING *
