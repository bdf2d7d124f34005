UPDATE leanix_run
SET stage = :#${variable.ending.stage}, status = :#${variable.ending.status}, ended_at = :#${bean:times.now},
    reason = :#${variable.ending.reason}, advice = :#${variable.ending.advice}
WHERE id = :#${variable.id} AND ended_at IS NULL
RETURNING *
