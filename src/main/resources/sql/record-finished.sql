UPDATE leanix_run
SET stage = 'FINISHED', status = :#status, finished_at = :#${bean:times.now},
    failing_since = NULL, failure = NULL
WHERE id = :#id AND stage = 'STARTED'
RETURNING *
