UPDATE leanix_run
SET stage = 'DELIVERED',
    ended_at = COALESCE(ended_at, :#${variable.receipt.closedAtMillis}),
    closed_at = COALESCE(closed_at, :#${variable.receipt.closedAtMillis}),
    failing_since = NULL, failure = NULL
WHERE id = :#${variable.run.id}
RETURNING *
