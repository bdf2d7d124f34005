UPDATE leanix_run
SET status = :#status, failing_since = NULL, failure = NULL
WHERE id = :#id AND stage = 'STARTED'
RETURNING *
