UPDATE leanix_run
SET stage = 'STARTED', started_at = :#${bean:times.now}
WHERE id = :#id AND stage = 'RECEIVED'
RETURNING *
