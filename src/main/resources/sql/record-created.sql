UPDATE leanix_run
SET stage = 'CREATED', status = 'CREATED', run_id = :#${variable.runId}, created_at = :#${bean:times.now},
    failing_since = NULL, failure = NULL
WHERE id = :#${variable.id} AND stage = 'RECEIVED'
RETURNING *
