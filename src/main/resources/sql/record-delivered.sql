UPDATE leanix_run
SET stage = 'DELIVERED', ended_at = :#closedAt, closed_at = :#closedAt,
    failing_since = NULL, failure = NULL
WHERE id = :#id AND closed_at IS NULL
