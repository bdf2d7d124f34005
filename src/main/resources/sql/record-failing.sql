UPDATE leanix_run
SET failing_since = COALESCE(failing_since, :#${bean:times.now}), failure = :#${variable.failure}
WHERE id = :#${variable.run[id]}
RETURNING *
