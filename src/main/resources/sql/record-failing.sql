UPDATE leanix_run
SET failing_since = COALESCE(failing_since, :#${bean:times.now}), failure = :#${variable.failure},
    failing_cause = :#${variable.cause}
WHERE id = :#${variable.id}
RETURNING *
