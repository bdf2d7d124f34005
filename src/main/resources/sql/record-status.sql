UPDATE leanix_run
SET status = :#${variable.status}, failing_since = NULL, failure = NULL
WHERE id = :#${variable.run.id} AND stage = 'STARTED'
RETURNING *
