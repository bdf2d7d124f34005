UPDATE leanix_run
SET failing_since = COALESCE(failing_since, :#${bean:times.now}), failure = :#failure,
    failing_cause = :#cause
WHERE id = :#id
RETURNING *
