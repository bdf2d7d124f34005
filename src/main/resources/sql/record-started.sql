UPDATE leanix_run
SET stage = 'STARTED', started_at = COALESCE(started_at, :#${bean:times.now}), start_sent_at = :#${bean:times.now},
    failing_since = NULL, failure = NULL
WHERE id = :#${variable.run.id} AND stage IN ('CREATED', 'STARTED')
RETURNING *
