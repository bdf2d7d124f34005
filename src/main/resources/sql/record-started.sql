UPDATE leanix_run
SET stage = 'STARTED', started_at = :#${bean:times.now}, failing_since = NULL, failure = NULL
WHERE id = :#${variable.run.id} AND stage = 'CREATED'
RETURNING *
