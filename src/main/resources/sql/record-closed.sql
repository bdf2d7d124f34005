UPDATE leanix_run
SET closed_at = COALESCE(closed_at, :#${variable.receipt.closedAtMillis}), failing_since = NULL, failure = NULL
WHERE id = :#${variable.run.id}
RETURNING *
