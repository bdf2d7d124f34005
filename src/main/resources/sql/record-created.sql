UPDATE leanix_run
SET stage = 'CREATED', status = 'CREATED', run_id = :#${body}, created_at = :#${bean:times.now},
    failing_since = NULL, failure = NULL
WHERE id = :#${variable.run.id} AND stage = 'RECEIVED'
RETURNING *
