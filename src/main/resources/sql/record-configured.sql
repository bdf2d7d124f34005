UPDATE leanix_run
SET stage = 'FINISHED', finished_at = :#${bean:times.now}, failing_since = NULL, failure = NULL
WHERE id = :#${variable.run.id} AND stage = 'RECEIVED'
RETURNING *
