UPDATE leanix_run
SET stage = 'DELIVERED', ended_at = :#${variable.closedAt}, closed_at = :#${variable.closedAt},
    failing_since = NULL, failure = NULL
WHERE id = :#${variable.id} AND closed_at IS NULL
