UPDATE leanix_run SET failing_since = NULL, failure = NULL
WHERE id = :#${variable.id}
RETURNING *
