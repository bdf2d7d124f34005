UPDATE leanix_run
SET failing_since = CASE
        WHEN failing_cause = 'disk' AND :#${variable.cause} <> 'disk' THEN :#${bean:times.now}
        ELSE COALESCE(failing_since, :#${bean:times.now}) END,
    failure = :#${variable.failure}, failing_cause = :#${variable.cause}
WHERE id = :#${variable.id} AND closed_at IS NULL
RETURNING *
