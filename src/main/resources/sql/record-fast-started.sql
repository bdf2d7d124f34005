UPDATE leanix_run
SET stage = 'STARTED', started_at = :#${bean:times.now}
WHERE id = :#${variable.run.id} AND stage = 'RECEIVED'
RETURNING *
