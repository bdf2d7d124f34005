UPDATE leanix_run
SET status = :#${variable.status}, failing_since = NULL, failure = NULL
WHERE id = :#${variable.id} AND stage = 'STARTED'
RETURNING *
