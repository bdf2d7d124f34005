UPDATE leanix_run
SET closed_at = :#closedAt, failing_since = NULL, failure = NULL
WHERE id = :#id AND closed_at IS NULL
