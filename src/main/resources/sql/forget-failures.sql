UPDATE leanix_run SET failing_since = NULL, failure = NULL
WHERE closed_at IS NULL AND failing_since IS NOT NULL
