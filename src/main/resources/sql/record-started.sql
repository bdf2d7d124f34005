UPDATE leanix_run
SET stage = 'STARTED', started_at = COALESCE(started_at, :#${bean:times.now}), start_sent_at = :#${bean:times.now},
    stood_still_for = CASE WHEN stage = 'CREATED' THEN 0 ELSE stood_still_for END,
    measured_at = CASE WHEN stage = 'CREATED' THEN :#${bean:times.now} ELSE measured_at END,
    planned_for = NULL,
    failing_since = NULL, failure = NULL
WHERE id = :#${variable.run.id} AND stage IN ('CREATED', 'STARTED')
RETURNING *
